package dev.nself.policies.types;

import dev.nself.policy.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A policy in the language of AWS's IAM, which MinIO and other stores speak too.
 *
 * @param statements in the document's order
 */
public record PolicyDocument(List<Statement> statements) {

    /**
     * Keys that tie a statement to callers who are known, as S3 counts them when it decides whether a policy is
     * public ("The meaning of public" in its guide).
     */
    private static final Set<String> CALLER_KEYS = Set.of(
            "aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths",
            "aws:principalservicename",
            "aws:sourceaccount", "aws:sourcearn", "aws:sourceip", "aws:sourceorgid", "aws:sourceowner", "aws:sourcevpc",
            "aws:sourcevpce", "aws:userid", "aws:username", "s3:dataaccesspointaccount", "s3:dataaccesspointarn",
            "jwt:sub");

    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1");

    public PolicyDocument {
        statements = List.copyOf(statements);
    }

    /** Of a text of JSON or of a map; without statements where it is neither, which a store refuses. */
    public static PolicyDocument of(Value given) {
        Value document = given.text().map(text -> Json.of(text).orElseGet(Value::absent)).orElse(given);
        Value statements = document.get("Statement");
        List<Value> all = statements.entries().isEmpty() ? statements.items() : List.of(statements);
        List<Statement> read = new ArrayList<>();
        for (Value statement : all) {
            read.add(new Statement(given, read.size() + 1, statement));
        }
        return new PolicyDocument(read);
    }

    /**
     * One statement.
     *
     * @param document the value that it stands in
     * @param number from 1
     * @param content the statement itself
     */
    public record Statement(Value document, int number, Value content) {

        /** This place in the document, for reports, showing what is given there. */
        public Value shown(String what) {
            String name = content.get("Sid").text().filter(sid -> !sid.isEmpty()).orElse("statement " + number);
            return document.part(name, what);
        }

        public boolean allows() {
            return content.get("Effect").text().filter("Allow"::equals).isPresent();
        }

        /** In lower case, for case does not matter in them; {@code *} for all but some. */
        public List<String> actions() {
            return content.get("NotAction").isAbsent()
                    ? texts(content.get("Action")).stream().map(action -> action.toLowerCase(Locale.ROOT)).toList()
                    : List.of("*");
        }

        /** Names of resources; {@code *} for all but some. */
        public List<String> resources() {
            return content.get("NotResource").isAbsent() ? texts(content.get("Resource")) : List.of("*");
        }

        /** Whether it speaks of everyone in the world, whatever they bring. */
        public boolean isForEveryone() {
            if (!content.get("NotPrincipal").isAbsent()) {
                return true;
            }
            Value principal = content.get("Principal");
            Stream<Value> named = principal.entries().values().stream();
            return Stream.concat(Stream.of(principal), named).flatMap(value -> texts(value).stream())
                    .anyMatch("*"::equals);
        }

        /** Whether a condition lets in only callers that are known: an account, a network, an endpoint. */
        public boolean isTiedToCallers() {
            return conditions().anyMatch(condition -> CALLER_KEYS.contains(condition.key())
                    && condition.values().stream()
                            .noneMatch(value -> value.matches("[*?]+") || EVERY_ADDRESS.contains(value)));
        }

        /** Whether a condition compares with a tag of the bucket, the object or the caller. */
        public boolean isTiedToTags() {
            return conditions().anyMatch(condition -> condition.key().startsWith("aws:resourcetag/")
                    || condition.key().startsWith("s3:buckettag/")
                    || condition.key().startsWith("s3:existingobjecttag/"));
        }

        /** Those that a request must meet; what forbids, or passes where the key is missing, ties nobody. */
        private Stream<Condition> conditions() {
            return content.get("Condition").entries().entrySet().stream()
                    .filter(operator -> operator.getKey().matches(
                            "(?i)(ForAnyValue:)?(String(Equals|Like|EqualsIgnoreCase)|Arn(Equals|Like)|IpAddress)"))
                    .flatMap(operator -> operator.getValue().entries().entrySet().stream())
                    .map(entry -> new Condition(entry.getKey().toLowerCase(Locale.ROOT), texts(entry.getValue())));
        }

        private static List<String> texts(Value oneOrMore) {
            return oneOrMore.text().map(List::of).orElseGet(oneOrMore::texts);
        }
    }

    /** What must be so in a request; the key in lower case. */
    private record Condition(String key, List<String> values) {}
}
