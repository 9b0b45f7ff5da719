package dev.nself.provider.status;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Columns under heads, each as wide as it must be. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> heads) {
        rows.add(heads);
    }

    static Table of(String... heads) {
        return new Table(List.of(heads));
    }

    /** Adds a row, a cell for each head; null and nothing show as a dash. */
    Table row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell == null || cell.toString().isEmpty() ? "-" : cell.toString());
        }
        rows.add(row);
        return this;
    }

    /** Nothing when there is no row. */
    @Override
    public String toString() {
        return rows.size() == 1 ? "" : rows.stream().map(this::line).collect(Collectors.joining());
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size() - 1; column++) {
            line.append(row.get(column)).append(" ".repeat(width(column) + 2 - row.get(column).length()));
        }
        return line + row.get(row.size() - 1) + "\n";
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
