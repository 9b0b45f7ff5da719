package dev.nself.policies.types.nginx;

import dev.nself.policies.types.ConfigFile;
import java.util.ArrayList;
import java.util.List;

/** Reads one file: statements that end in a semicolon or have a block. Includes stay statements. */
final class Parser {

    /** nginx nests a handful of levels; more is a mistake, and must not end in an overflow. */
    private static final int DEEPEST = 50;

    private final ConfigFile file;
    private final Lexer lexer;

    private Parser(ConfigFile file) {
        this.file = file;
        this.lexer = new Lexer(file.text());
    }

    static List<Directive> parse(ConfigFile file) throws Malformed {
        return new Parser(file).block(0);
    }

    private List<Directive> block(int depth) throws Malformed {
        if (depth > DEEPEST) {
            throw new Malformed(1, "blocks are nested deeper than " + DEEPEST);
        }
        List<Directive> directives = new ArrayList<>();
        for (Token token = lexer.next(); ; token = lexer.next()) {
            switch (token.kind()) {
                case WORD -> directives.add(directive(token, depth));
                case END, CLOSE -> {
                    if ((token.kind() == Token.Kind.END) != (depth == 0)) {
                        throw new Malformed(token.line(),
                                depth == 0 ? "a block is closed that none opened" : "a block is not closed");
                    }
                    return directives;
                }
                default -> throw new Malformed(token.line(), "a statement begins without a word");
            }
        }
    }

    private Directive directive(Token name, int depth) throws Malformed {
        List<String> arguments = new ArrayList<>();
        for (Token token = lexer.next(); ; token = lexer.next()) {
            switch (token.kind()) {
                case WORD -> arguments.add(token.text());
                case SEMICOLON -> {
                    return new Directive(name.text(), arguments, List.of(), file, name.line());
                }
                case OPEN -> {
                    return new Directive(name.text(), arguments, inside(name.text(), depth), file, name.line());
                }
                default -> throw new Malformed(name.line(), "a statement is not ended by a semicolon");
            }
        }
    }

    private List<Directive> inside(String name, int depth) throws Malformed {
        if (name.endsWith("_by_lua_block")) {
            lexer.skipCode();
            return List.of();
        }
        return block(depth + 1);
    }
}
