package dev.nself.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a check says of what it looks at, and what it may know besides. */
public final class Verdict {

    private final Rule rule;
    private final Value settings;
    private final Run run;
    private Optional<Resource> subject;
    private final List<Violation> violations = new ArrayList<>();
    private final List<Doubt> doubts = new ArrayList<>();
    private Optional<String> notApplicable = Optional.empty();

    Verdict(Rule rule, Value settings, Run run, Optional<Resource> subject) {
        this.rule = rule;
        this.settings = settings;
        this.run = run;
        this.subject = subject;
    }

    /** What could not be judged yet. */
    record Doubt(String urn, String name, String path) {}

    /** The setting as configured; it must be one of the rule's. */
    public <T> T setting(Setting<T> setting) {
        return setting.in(settings);
    }

    /** The run that is judged. */
    public Run run() {
        return run;
    }

    /**
     * Says that a value is wrong.
     *
     * @param problem what about it, lower case: {@code "must not be privileged"}; the value given is added
     * @param fix what to do, lower case
     */
    public void violation(Value value, String problem, String fix) {
        report(value.path(), problem + ", got " + value, fix);
    }

    /** Says that something is wrong that no single value shows. */
    public void violation(String problem, String fix) {
        report("", problem, fix);
    }

    /** Says that this rule has nothing to say here. */
    public void notApplicable(String reason) {
        notApplicable = Optional.of(reason);
    }

    /** Looks at each element of a list; one that is unknown does not keep the others from being looked at. */
    public void each(Value list, Consumer<Value> check) {
        attempt(() -> list.items().forEach(item -> attempt(() -> check.accept(item))));
    }

    /** Looks at one aspect; where a value is unknown, only this aspect cannot be told until the update. */
    public void attempt(Runnable check) {
        try {
            check.run();
        } catch (UnknownValue unknown) {
            doubt(unknown.path());
        }
    }

    /** In a stack policy: looks at one resource, which violations and doubts are then said of. */
    public void about(StackResource resource, Runnable check) {
        Optional<Resource> before = subject;
        subject = Optional.of(resource.resource());
        try {
            attempt(check);
        } finally {
            subject = before;
        }
    }

    List<Violation> violations() {
        return violations;
    }

    List<Doubt> doubts() {
        return doubts;
    }

    Optional<String> notApplicable() {
        return notApplicable;
    }

    private void report(String path, String problem, String fix) {
        violations.add(new Violation(rule.id(), urn(), name(), path, problem, rule.reason(), fix, rule.sources()));
    }

    private void doubt(String path) {
        Doubt doubt = new Doubt(urn(), name(), path);
        if (!doubts.contains(doubt)) {
            doubts.add(doubt);
        }
    }

    private String urn() {
        return subject.map(Resource::urn).orElse("");
    }

    private String name() {
        return subject.map(Resource::name).orElse("the stack");
    }
}
