package dev.nself.provider.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The statements of an SQL file, as far as needed to tell where each is and whether one takes psql or the transaction
 * out of our hands. Knows strings, quoted names, dollar quotes, comments and {@code BEGIN ATOMIC} bodies.
 */
final class SqlScript {

    /** One statement, its first and last line counted from 1, its words outside of quotes in upper case. */
    record Statement(int firstLine, int lastLine, List<String> words) {}

    private static final List<String> TRANSACTION_WORDS =
            List.of("BEGIN", "COMMIT", "END", "ROLLBACK", "ABORT", "START TRANSACTION", "PREPARE TRANSACTION");

    private final String text;
    private final List<Statement> statements = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private Optional<String> problem = Optional.empty();
    private int position;
    private int line = 1;
    private int firstLine;
    private int bodies;

    private SqlScript(String text) {
        this.text = text;
    }

    static SqlScript of(String text) {
        SqlScript script = new SqlScript(text);
        while (script.position < text.length() && script.problem.isEmpty()) {
            script.step();
        }
        script.end();
        return script;
    }

    /** The statement whose end psql has just read in this line. */
    Optional<Statement> endingAt(int lastLine) {
        return statements.stream().filter(statement -> statement.lastLine() == lastLine).findFirst();
    }

    /** Why psql must not get this file, with the line; empty when it may. */
    Optional<String> problem(boolean ownTransaction) {
        if (problem.isPresent()) {
            return problem;
        }
        for (Statement statement : statements) {
            List<String> words = statement.words();
            String start = String.join(" ", words.subList(0, Math.min(2, words.size())));
            boolean partial = start.equals("ROLLBACK TO") || start.startsWith("ROLLBACK") && words.contains("TO");
            boolean ends = TRANSACTION_WORDS.contains(words.get(0)) || TRANSACTION_WORDS.contains(start);
            if (ownTransaction && ends && !partial) {
                return Optional.of(("line %d: %s; the file is one transaction already: remove it, or let the first line"
                        + " be: -- nself: no-transaction").formatted(statement.firstLine(), start));
            }
            if (words.get(0).equals("COPY") && words.contains("STDIN")) {
                return Optional.of("line %d: COPY FROM STDIN; only SQL can be applied: write INSERT statements"
                        .formatted(statement.firstLine()));
            }
        }
        return Optional.empty();
    }

    private void step() {
        char c = text.charAt(position);
        if (c == '-' && text.startsWith("--", position)) {
            skipTo(indexOrEnd("\n", position));
        } else if (text.startsWith("/*", position)) {
            skipComment();
        } else if (c == '\'' || c == '"') {
            begin();
            skipQuoted(c);
        } else if (c == '$') {
            begin();
            skipDollarQuoted();
        } else if (c == '\\') {
            problem = Optional.of("line %d: psql command %s; only SQL can be applied"
                    .formatted(line, text.substring(position, Math.min(position + 8, indexOrEnd("\n", position)))));
        } else if (Character.isLetter(c) || c == '_') {
            begin();
            word();
        } else if (c == ';' && bodies == 0) {
            skipTo(position + 1);
            end();
        } else {
            if (!Character.isWhitespace(c)) {
                begin();
            }
            skipTo(position + 1);
        }
    }

    private void begin() {
        if (firstLine == 0) {
            firstLine = line;
        }
    }

    private void end() {
        if (!words.isEmpty()) {
            statements.add(new Statement(firstLine, line, List.copyOf(words)));
        }
        words.clear();
        firstLine = 0;
        bodies = 0;
    }

    private void word() {
        int end = position;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        String word = text.substring(position, end).toUpperCase(Locale.ROOT);
        boolean escapes = word.equals("E") && end < text.length() && text.charAt(end) == '\'';
        words.add(word);
        countBodies(word);
        skipTo(end);
        if (escapes) {
            skipEscaped();
        }
    }

    /** Inside BEGIN ATOMIC .. END semicolons end no statement; CASE has an END of its own there. */
    private void countBodies(String word) {
        boolean inBody = bodies > 0;
        boolean opens = word.equals("ATOMIC") && words.size() > 1 && words.get(words.size() - 2).equals("BEGIN");
        if (opens || inBody && word.equals("CASE")) {
            bodies++;
        } else if (inBody && word.equals("END")) {
            bodies--;
        }
    }

    private void skipQuoted(char quote) {
        int end = text.indexOf(quote, position + 1);
        closeAt(end, "quote " + quote);
    }

    private void skipEscaped() {
        int end = position + 1;
        while (end < text.length() && text.charAt(end) != '\'') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        closeAt(end < text.length() ? end : -1, "quote '");
    }

    private void skipDollarQuoted() {
        int tagEnd = position + 1;
        while (tagEnd < text.length() && isNamePart(text.charAt(tagEnd)) && text.charAt(tagEnd) != '$') {
            tagEnd++;
        }
        boolean quote = tagEnd < text.length()
                && text.charAt(tagEnd) == '$'
                && (position + 1 == tagEnd || !Character.isDigit(text.charAt(position + 1)));
        if (!quote) {
            skipTo(position + 1);
            return;
        }
        String tag = text.substring(position, tagEnd + 1);
        int close = text.indexOf(tag, tagEnd + 1);
        closeAt(close < 0 ? -1 : close + tag.length() - 1, tag);
    }

    private void skipComment() {
        int depth = 0;
        int at = position;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < text.length());
        closeAt(depth == 0 ? at - 1 : -1, "comment /*");
    }

    private void closeAt(int last, String what) {
        if (last < 0) {
            problem = Optional.of("line %d: %s is never closed".formatted(line, what));
        } else {
            skipTo(last + 1);
        }
    }

    private void skipTo(int next) {
        for (int i = position; i < next; i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        position = next;
    }

    private int indexOrEnd(String searched, int from) {
        int found = text.indexOf(searched, from);
        return found < 0 ? text.length() : found;
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
