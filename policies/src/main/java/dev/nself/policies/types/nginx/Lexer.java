package dev.nself.policies.types.nginx;

/**
 * Cuts a configuration into words, as {@code ngx_conf_read_token} does: a quote, a comment and a closing brace mean
 * something at a word's beginning only, and the brace of <code>${name}</code> belongs to its word.
 */
final class Lexer {

    private final String text;
    private int at;
    private int line = 1;

    Lexer(String text) {
        this.text = text;
    }

    Token next() throws Malformed {
        skipBlanks();
        if (at >= text.length()) {
            return new Token(Token.Kind.END, "", line);
        }
        Token.Kind mark = mark(text.charAt(at));
        if (mark != Token.Kind.WORD) {
            at++;
            return new Token(mark, "", line);
        }
        char first = text.charAt(at);
        return first == '"' || first == '\'' ? quoted(first) : plain();
    }

    /** Passes over code in another language, up to the brace that closes the block just opened. */
    void skipCode() throws Malformed {
        int start = line;
        for (int open = 1; open > 0;) {
            if (at >= text.length()) {
                throw new Malformed(start, "a block is not closed");
            }
            char c = take();
            if (c == '"' || c == '\'') {
                skipString(c);
            } else if (c == '-' && at < text.length() && text.charAt(at) == '-') {
                skipLine();
            } else {
                open += c == '{' ? 1 : c == '}' ? -1 : 0;
            }
        }
    }

    private Token plain() {
        int start = line;
        StringBuilder word = new StringBuilder();
        while (at < text.length() && !endsWord()) {
            char c = take();
            word.append(c);
            if (c == '\\' && at < text.length()) {
                escaped(word);
            }
        }
        return new Token(Token.Kind.WORD, word.toString(), start);
    }

    private Token quoted(char quote) throws Malformed {
        int start = line;
        StringBuilder word = new StringBuilder();
        at++;
        while (true) {
            if (at >= text.length()) {
                throw new Malformed(start, "a quote is not closed");
            }
            char c = take();
            if (c == quote) {
                break;
            }
            word.append(c);
            if (c == '\\' && at < text.length()) {
                escaped(word);
            }
        }
        if (at < text.length() && !endsWord() && text.charAt(at) != ')') {
            throw new Malformed(line, "a word goes on behind its closing quote");
        }
        return new Token(Token.Kind.WORD, word.toString(), start);
    }

    /** A backslash stays unless it hides a quote, another backslash or a blank. */
    private void escaped(StringBuilder word) {
        char c = take();
        if (c == '"' || c == '\'' || c == '\\') {
            word.setLength(word.length() - 1);
        }
        word.append(c);
    }

    private boolean endsWord() {
        char c = text.charAt(at);
        return Character.isWhitespace(c) || c == ';' || c == '{' && text.charAt(Math.max(0, at - 1)) != '$';
    }

    private void skipBlanks() {
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '#')) {
            if (text.charAt(at) == '#') {
                skipLine();
            } else {
                take();
            }
        }
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private void skipString(char quote) {
        while (at < text.length()) {
            char c = take();
            if (c == '\\' && at < text.length()) {
                take();
            } else if (c == quote || c == '\n') {
                return;
            }
        }
    }

    private char take() {
        char c = text.charAt(at++);
        line += c == '\n' ? 1 : 0;
        return c;
    }

    private static Token.Kind mark(char c) {
        return switch (c) {
            case ';' -> Token.Kind.SEMICOLON;
            case '{' -> Token.Kind.OPEN;
            case '}' -> Token.Kind.CLOSE;
            default -> Token.Kind.WORD;
        };
    }
}
