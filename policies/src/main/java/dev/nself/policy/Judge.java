package dev.nself.policy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A pack at work: its rules as configured, in one run. Immutable, for any number of threads; for tests of packs as
 * well as for the server.
 */
public final class Judge {

    private static final String ALL = "all";
    private static final String ROOT = "pulumi:pulumi:Stack";

    private final PolicyPack pack;
    private final Run run;
    private final Clock clock;
    private final List<ActivePolicy> policies;

    private Judge(PolicyPack pack, Run run, Clock clock, List<ActivePolicy> policies) {
        this.pack = pack;
        this.run = run;
        this.clock = clock;
        this.policies = policies;
    }

    /** Every rule at its own level and with its own settings; exceptions end by the clock. */
    public static Judge of(PolicyPack pack, Clock clock) {
        return new Judge(pack, Run.UNKNOWN, clock, List.of()).configured(Map.of());
    }

    /**
     * The same with this configuration instead of any before.
     *
     * @param config by rule id; {@code all} sets the level of those that are not given one of their own
     * @throws InvalidConfig for a rule or setting that there is not, and for values that cannot be read
     */
    public Judge configured(Map<String, PolicyConfig> config) {
        Set<String> unknown = new HashSet<>(config.keySet());
        pack.policies().forEach(policy -> unknown.remove(policy.rule().id()));
        unknown.remove(ALL);
        if (!unknown.isEmpty()) {
            throw new InvalidConfig(String.join(", ", unknown) + ": no rule of " + pack.name()
                    + "; allowed: all, " + String.join(", ", pack.policies().stream().map(policy -> policy.rule().id()).toList()));
        }
        PolicyConfig none = new PolicyConfig(Optional.empty(), Value.absent());
        Optional<EnforcementLevel> forAll = config.getOrDefault(ALL, none).level();
        return new Judge(pack, run, clock, pack.policies().stream().map(policy -> {
            PolicyConfig own = config.getOrDefault(policy.rule().id(), none);
            return ActivePolicy.of(policy, own.level().or(() -> forAll), own.settings());
        }).toList());
    }

    /** The same in another run. */
    public Judge in(Run other) {
        return new Judge(pack, other, clock, policies);
    }

    /**
     * What the resource policies say. Of the stack itself, which comes first in every run, also all exceptions are told.
     *
     * @throws RuleFailure when a rule throws
     */
    public Judgement resource(Resource resource) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        Map<String, String> notApplicable = new LinkedHashMap<>();
        if (resource.type().equals(ROOT)) {
            active().forEach(active -> diagnostics.addAll(active.announcements(resource.urn(), today())));
        }
        Masking masking = Masking.of(resource.properties());
        active().forEach(active -> {
            if (!(active.policy() instanceof ResourcePolicy policy)) {
                return;
            }
            Optional<ResourceCheck> check = policy.check(resource.type());
            if (check.isEmpty()) {
                notApplicable.put(active.rule().id(), "looks at other types");
                return;
            }
            Verdict verdict = verdict(active, Optional.of(resource));
            guarded(active, resource.urn(), masking, () -> {
                verdict.attempt(() -> check.get().check(resource, verdict));
                return verdict;
            });
            verdict.notApplicable().ifPresent(reason -> notApplicable.put(active.rule().id(), reason));
            diagnostics.addAll(told(active, verdict, masking));
        });
        return Judgement.of(diagnostics, notApplicable);
    }

    /**
     * What the stack policies say.
     *
     * @throws RuleFailure when a rule throws
     */
    public Judgement stack(Stack stack) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        Map<String, String> notApplicable = new LinkedHashMap<>();
        Masking masking = Masking.of(stack);
        active().forEach(active -> {
            if (active.policy() instanceof StackPolicy policy) {
                Verdict verdict = verdict(active, Optional.empty());
                guarded(active, "the stack", masking, () -> {
                    verdict.attempt(() -> policy.check().check(stack, verdict));
                    return verdict;
                });
                verdict.notApplicable().ifPresent(reason -> notApplicable.put(active.rule().id(), reason));
                diagnostics.addAll(told(active, verdict, masking));
            }
        });
        return Judgement.of(diagnostics, notApplicable);
    }

    /** Whether any rule at level remediate can put resources of that type right. */
    public boolean remediates(String type) {
        return active().anyMatch(active -> active.level() == EnforcementLevel.REMEDIATE
                && active.policy() instanceof ResourcePolicy policy && policy.remedy(type).isPresent());
    }

    /**
     * What the rules at level remediate make of the inputs, one after the other, each on what the ones before it left.
     *
     * @throws RuleFailure when a rule throws
     */
    public List<Remediation> remediate(Resource resource) {
        List<Remediation> remediations = new ArrayList<>();
        Resource current = resource;
        for (ActivePolicy active : active().filter(active -> active.level() == EnforcementLevel.REMEDIATE).toList()) {
            Optional<Remedy> remedy = active.policy() instanceof ResourcePolicy policy
                    ? policy.remedy(resource.type()) : Optional.empty();
            if (remedy.isEmpty() || active.waives(resource, today())) {
                continue;
            }
            Optional<Remediation> remediation = remedied(active, remedy.get(), current);
            remediation.ifPresent(remediations::add);
            current = remediation.flatMap(Remediation::properties).map(current::withProperties).orElse(current);
        }
        return remediations;
    }

    private Optional<Remediation> remedied(ActivePolicy active, Remedy remedy, Resource resource) {
        Verdict verdict = verdict(active, Optional.of(resource));
        return guarded(active, resource.urn(), Masking.of(resource.properties()), () -> {
            try {
                Value better = remedy.remedied(resource, verdict);
                return better.equals(resource.properties())
                        ? Optional.empty()
                        : Optional.of(new Remediation(active.rule(), Optional.of(better), Optional.empty()));
            } catch (UnknownValue unknown) {
                return Optional.of(new Remediation(active.rule(), Optional.empty(), Optional.of(
                        "can't tell until the update what is to be put right: " + unknown.path() + " is not known yet")));
            }
        });
    }

    private List<Diagnostic> told(ActivePolicy active, Verdict verdict, Masking masking) {
        return Stream.concat(
                        verdict.violations().stream().map(violation -> active.diagnostic(violation, today())),
                        verdict.doubts().stream().map(active::diagnostic))
                .map(told -> new Diagnostic(told.rule(), told.level(), told.urn(), masking.mask(told.message()), told.violation()))
                .toList();
    }

    private static <T> T guarded(ActivePolicy active, String subject, Masking masking, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            String place = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
            throw new RuleFailure("rule " + active.rule().id() + " failed on " + subject + ": "
                    + masking.mask(e.toString()) + place, e);
        }
    }

    private Verdict verdict(ActivePolicy active, Optional<Resource> subject) {
        return new Verdict(active.rule(), active.settings(), run, subject);
    }

    private Stream<ActivePolicy> active() {
        return policies.stream().filter(ActivePolicy::isOn);
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
