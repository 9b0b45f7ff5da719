package dev.nself.policies.types;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a server as it is written: {@code ssh://user@name:22}, {@code user@name}, {@code [::1]:22}. */
public final class HostName {

    private static final Pattern FORM = Pattern.compile(
            "([a-z]+://)?([^@/]*@)?(?:\\[(?<six>[^]]*)]|(?<name>[^:/]*|[^/\\[]*:[^/\\[]*:[^/\\[]*))(:\\d*)?(/.*)?");

    /** What DNS allows, a user and a path; anything longer is no host, and slow to take apart. */
    private static final int LONGEST = 320;

    private HostName() {}

    /** Empty where the text names none, as {@code unix:///var/run/docker.sock} does. */
    public static Optional<String> of(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (text.length() > LONGEST || !form.matches()) {
            return Optional.empty();
        }
        String name = form.group("six") == null ? form.group("name") : form.group("six");
        return Optional.of(name).filter(found -> !found.isEmpty());
    }

    /** Whether it is the machine itself. */
    public static boolean isLoopback(String name) {
        return name.equals("localhost") || name.equals("::1") || name.startsWith("127.");
    }
}
