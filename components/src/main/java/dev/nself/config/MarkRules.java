package dev.nself.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Checks what the records themselves say: {@link Required} and {@link Range}, and that no entry is null. */
final class MarkRules {
    private final Problems problems;

    private MarkRules(Problems problems) {
        this.problems = problems;
    }

    static void check(PlatformArgs args, Problems problems) {
        new MarkRules(problems).object(new Shape.Parts(PlatformArgs.class), args, "");
    }

    private void object(Shape.Parts shape, Object record, String path) {
        for (Shape.Part part : shape.parts()) {
            String inner = path.isEmpty() ? part.key() : Paths.key(path, part.key());
            Object value = part.valueIn(record);
            if (value == null) {
                part.mark(Required.class).ifPresent(required -> problems.add(inner, "is required", required.fix()));
            } else {
                part.mark(Range.class).ifPresent(range -> number((Number) value, range, inner));
                value(part.shape(), value, inner);
            }
        }
    }

    private void value(Shape shape, Object value, String path) {
        if (value == null) {
            problems.add(path, "has no value", "give it one or remove it");
        } else if (shape instanceof Shape.Parts parts) {
            object(parts, value, path);
        } else if (shape instanceof Shape.Items items) {
            List<?> list = (List<?>) value;
            for (int index = 0; index < list.size(); index++) {
                value(items.of(), list.get(index), Paths.item(path, index));
            }
        } else if (shape instanceof Shape.Entries entries) {
            ((Map<?, ?>) value).forEach((key, entry) -> value(entries.of(), entry, Paths.key(path, String.valueOf(key))));
        }
    }

    private void number(Number value, Range range, String path) {
        if (value.doubleValue() < range.min()) {
            problems.add(path, "must be at least " + plain(range.min()), value, null);
        } else if (value.doubleValue() > range.max()) {
            problems.add(path, "must be at most " + plain(range.max()), value, null);
        }
    }

    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
