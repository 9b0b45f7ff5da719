package dev.nself.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ListingTest {

    private final Listing listing = new Listing(Rules.pack());

    @Test
    void theTableHasALineForEachRule() {
        assertThat(listing.table().lines()).hasSize(1 + Rules.pack().policies().size())
                .anySatisfy(line -> assertThat(line).matches("fw-docker-bind +mandatory +high +resource +CIS Docker 5\\.14, .*"))
                .anySatisfy(line -> assertThat(line).matches("sec-output-secret +mandatory +critical +stack +.*"));
    }

    @Test
    void thePageTellsDemandReasonTypesAndSettings() {
        assertThat(listing.markdown())
                .contains("| [ctr-limits](#ctr-limits) | mandatory | high | a container has a memory limit | CIS Docker 5.11,")
                .contains("### fw-docker-bind")
                .contains("`docker:index/container:Container`")
                .contains("| `publicPorts` | ports of the server that may be published on every address | `[80, 443]` |")
                .contains("Can put it right at level `remediate`.");
    }

    @Test
    void theGuideIsWhatTheRulesSay() throws IOException {
        Path guide = Path.of("../docs/policies.md");
        assumeTrue(Files.exists(guide.getParent()), "the pack stands alone here: no docs folder beside it");
        if (Boolean.getBoolean("nself.regenerate")) {
            Files.writeString(guide, listing.markdown());
        }
        assertThat(Files.readString(guide))
                .as("./nself policies --markdown > docs/policies.md writes it anew").isEqualTo(listing.markdown());
    }
}
