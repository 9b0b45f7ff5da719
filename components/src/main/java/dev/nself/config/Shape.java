package dev.nself.config;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a value of an argument may look like in a stack file, read off the records. */
sealed interface Shape {

    /** The shape of a Java type that appears in the argument records. */
    static Shape of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? new Items(of(of[0])) : new Entries(of(of[1]));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return new Parts(plain.asSubclass(Record.class));
        }
        return plain.isEnum() ? new Choice(plain) : Scalar.of(plain);
    }

    /** One value without parts. */
    enum Scalar implements Shape {
        TEXT(String.class, "text"),
        INTEGER(Integer.class, "a whole number"),
        NUMBER(Double.class, "a number"),
        BOOLEAN(Boolean.class, "true or false");

        private final Class<?> type;
        private final String words;

        Scalar(Class<?> type, String words) {
            this.type = type;
            this.words = words;
        }

        String words() {
            return words;
        }

        private static Scalar of(Class<?> type) {
            return Arrays.stream(values())
                    .filter(scalar -> scalar.type == type)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no argument may have the type " + type));
        }
    }

    /** One of a few words. */
    record Choice(Class<?> type) implements Shape {
        List<String> words() {
            return constants().stream().map(JsonName::json).toList();
        }

        Optional<JsonName> constant(String word) {
            return constants().stream().filter(constant -> constant.json().equals(word)).findFirst();
        }

        private List<JsonName> constants() {
            return Arrays.stream(type.getEnumConstants()).map(JsonName.class::cast).toList();
        }
    }

    /** A list. */
    record Items(Shape of) implements Shape {}

    /** An object whose keys the user names. */
    record Entries(Shape of) implements Shape {}

    /** An object with known keys: one of the records. */
    record Parts(Class<? extends Record> type) implements Shape {
        List<Part> parts() {
            return Arrays.stream(type.getRecordComponents()).map(Part::new).toList();
        }

        List<String> keys() {
            return parts().stream().map(Part::key).toList();
        }

        Optional<Part> part(String key) {
            return parts().stream().filter(part -> part.key().equals(key)).findFirst();
        }

        /** The record with these values in the order of its components; null leaves the default. */
        Record make(Object... values) {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            try {
                return type.getDeclaredConstructor(types).newInstance(values);
            } catch (ReflectiveOperationException broken) {
                throw new IllegalStateException("cannot make " + type, cause(broken));
            }
        }

        private static Throwable cause(ReflectiveOperationException broken) {
            return broken instanceof InvocationTargetException thrown ? thrown.getCause() : broken;
        }
    }

    /** One key of an object. */
    record Part(RecordComponent component) {
        /** The key; Java's reserved words carry an underscore there, which a stack file does not. */
        String key() {
            String name = component.getName();
            return name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
        }

        Shape shape() {
            return Shape.of(component.getGenericType());
        }

        <A extends Annotation> Optional<A> mark(Class<A> kind) {
            return Optional.ofNullable(component.getAnnotation(kind));
        }

        Object valueIn(Object record) {
            try {
                return component.getAccessor().invoke(record);
            } catch (ReflectiveOperationException broken) {
                throw new IllegalStateException("cannot read " + component, broken);
            }
        }
    }
}
