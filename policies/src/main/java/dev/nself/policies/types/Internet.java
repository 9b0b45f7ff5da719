package dev.nself.policies.types;

import dev.nself.policy.Setting;
import dev.nself.policy.Value;
import dev.nself.policy.Verdict;
import java.util.List;

/**
 * Which ranges of addresses count as the internet.
 *
 * <p>A range does that is not private and wider than an owner's usual share: shorter than /16 in IPv4 (65,536
 * addresses) and shorter than /32 in IPv6 (what a registry gives to one provider). So do the halves 0.0.0.0/1 and
 * 128.0.0.0/1 and any such piece: a group holds 60 rules by default, not the 65,536 ranges of /16 that make the whole.
 */
public final class Internet {

    /** Who owns more than that names it. */
    public static final Setting<List<String>> OWN_RANGES = Setting.texts("ownRanges",
            "public ranges of your own, as address/prefix: they do not count as the internet, however wide", List.of());

    private static final int OWNERS_IPV4 = 16;
    private static final int OWNERS_IPV6 = 32;
    private static final int NOBODYS = 8;

    private Internet() {}

    /** Whether the range counts as the internet; the rule has the setting {@link #OWN_RANGES}. */
    public static boolean isIn(Value range, Verdict verdict) {
        return range.text().flatMap(IpRange::of).filter(known -> isWide(known) && !isOwn(known, verdict)).isPresent();
    }

    /** Whether the range is wider than any that belongs to someone: shorter than /8. */
    public static boolean isNobodys(Value range) {
        return range.text().flatMap(IpRange::of)
                .filter(known -> known.prefix() < NOBODYS && !known.isPrivate()).isPresent();
    }

    /** Whether the range lies in one of those. */
    public static boolean isInside(Value range, List<String> outer) {
        return range.text().flatMap(IpRange::of).filter(known -> isInside(known, outer)).isPresent();
    }

    private static boolean isWide(IpRange range) {
        return range.prefix() < (range.bits() == 32 ? OWNERS_IPV4 : OWNERS_IPV6) && !range.isPrivate();
    }

    private static boolean isOwn(IpRange range, Verdict verdict) {
        return isInside(range, verdict.setting(OWN_RANGES));
    }

    private static boolean isInside(IpRange range, List<String> outer) {
        return outer.stream().flatMap(text -> IpRange.of(text).stream()).anyMatch(wider -> wider.contains(range));
    }
}
