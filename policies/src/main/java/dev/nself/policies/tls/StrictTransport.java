package dev.nself.policies.tls;

import dev.nself.policies.types.nginx.Directive;
import dev.nself.policies.types.nginx.Nginx;
import dev.nself.policies.types.nginx.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code Strict-Transport-Security} of an nginx.
 *
 * @param nginx whose maps may hold the header's value
 */
record StrictTransport(Nginx nginx) {

    private static final String NAME = "Strict-Transport-Security";
    private static final Pattern AGE = Pattern.compile("(?i)max-age\\s*=\\s*\"?(\\d{1,12})");
    private static final double SECONDS_A_DAY = 86_400;

    static double seconds(double days) {
        return days * SECONDS_A_DAY;
    }

    /** Whether answers from here carry it. */
    boolean isSentBy(Scope scope) {
        return added(scope).stream().anyMatch(StrictTransport::isOne)
                || scope.nearest("more_set_headers").stream().anyMatch(directive ->
                        directive.arguments().stream()
                                .anyMatch(argument -> argument.regionMatches(true, 0, NAME, 0, NAME.length())));
    }

    /** Whether it is that header and says a shorter time; a value that only a request tells is trusted. */
    boolean isShort(Directive header, double days) {
        if (!isOne(header)) {
            return false;
        }
        List<String> values = values(header.argument(1));
        return !values.isEmpty() && values.stream().noneMatch(value -> {
            Matcher age = AGE.matcher(value);
            return age.find() && Double.parseDouble(age.group(1)) >= seconds(days);
        });
    }

    /** The headers that hold: those of the block, which replace the ones around it unless it says otherwise. */
    private static List<Directive> added(Scope scope) {
        List<Directive> own = scope.own("add_header");
        boolean merges = scope.one("add_header_inherit").filter(directive -> directive.has("merge")).isPresent();
        if (!own.isEmpty() && !merges) {
            return own;
        }
        List<Directive> all = new ArrayList<>(own);
        scope.outer().ifPresent(outer -> all.addAll(added(outer)));
        return all;
    }

    private List<String> values(String given) {
        if (!given.startsWith("$")) {
            return List.of(given);
        }
        return nginx.all().filter(map -> map.name().equals("map") && map.argument(1).equals(given))
                .flatMap(map -> map.block().stream()).map(entry -> entry.argument(0)).toList();
    }

    private static boolean isOne(Directive header) {
        return header.argument(0).equalsIgnoreCase(NAME);
    }
}
