package dev.nself.offline.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreFileTest {

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "node_modules, node_modules, true",
        "node_modules, node_modules/a/b.js, true",
        "node_modules, app/node_modules, false",
        "**/node_modules, app/node_modules/a.js, true",
        "**/node_modules, node_modules, true",
        "*.log, a.log, true",
        "*.log, sub/a.log, false",
        "**/*.log, sub/deep/a.log, true",
        "docs/**, docs/a/b.md, true",
        "/a/b, a/b/c, true",
        "a/../b, b, true",
        "tmp?, tmp1, true",
        "tmp?, tmp12, false",
        "[ab].txt, a.txt, true",
        "[ab].txt, c.txt, false",
        "a.txt, abtxt, false"
    })
    void readsPatternsAsTheEngineDoes(String pattern, String path, boolean ignored) {
        assertThat(IgnoreFile.parse(List.of(pattern)).ignores(path)).isEqualTo(ignored);
    }

    @Test
    void letsTheLastFittingRuleCount() {
        IgnoreFile rules = IgnoreFile.parse(List.of("# all but one", "", "*.md", "!README.md", "secret/README.md"));

        assertThat(rules.ignores("a.md")).isTrue();
        assertThat(rules.ignores("README.md")).isFalse();
        assertThat(rules.ignores("secret/README.md")).isTrue();
    }
}
