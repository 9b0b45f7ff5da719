package dev.nself.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
    @Test
    void leavesTheDollarsOfNginxAndShellsAlone() {
        assertThat(Template.of("t", "set $a ${b}; proxy_pass http://$host$@{x}${c:-d};").render(Map.of("x", "1")))
                .isEqualTo("set $a ${b}; proxy_pass http://$host$1${c:-d};\n");
    }

    @Test
    void neverExpandsAValue() {
        assertThat(Template.of("t", "@{a} @{b}").render(Map.of("a", "@{b}", "b", "${env:HOME}")))
                .isEqualTo("@{b} ${env:HOME}\n");
    }

    @Test
    void failsOnAVariableWithoutAValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.of("host.conf", "listen @{prot};").render(Map.of("port", "80")))
                .withMessage("template host.conf: variable without a value, got @{prot}; allowed: port");
    }

    @Test
    void failsOnAValueWithoutAVariable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.of("host.conf", "x").render(Map.of("b", "1", "a", "2")))
                .withMessage("template host.conf: values without a variable, got a, b;"
                        + " write the variable into the template or drop the value");
    }

    @Test
    void knowsNoDefaults() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.of("t", "@{a:-b}").render(Map.of("a", "1")))
                .withMessageContaining("got @{a:-b}");
    }

    @Test
    void indentsEveryLineOfAValueThatHasALineOfItsOwn() {
        assertThat(Template.of("t", "a {\n    @{body}\n}").render(Map.of("body", "b;\n\nc;\n")))
                .isEqualTo("a {\n    b;\n\n    c;\n}\n");
    }

    @Test
    void dropsALineWhoseOnlyValueIsEmpty() {
        assertThat(Template.of("t", "a\n  @{x}\nb").render(Map.of("x", ""))).isEqualTo("a\nb\n");
    }

    @Test
    void namesATemplateThatIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.load("nginx/none.conf"))
                .withMessage("template: not found, got nginx/none.conf; allowed: a file in the resources of"
                        + " dev.nself.render");
    }
}
