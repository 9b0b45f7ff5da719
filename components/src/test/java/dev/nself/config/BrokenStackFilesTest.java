package dev.nself.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every broken stack file in the resources fails with exactly the lines of the {@code .expected} file beside it.
 * {@code -Dnself.regenerate=true} writes those files anew; read the difference before committing it.
 */
class BrokenStackFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/nself/config/broken");

    @ParameterizedTest
    @MethodSource("files")
    void failsWithEveryProblemAndNothingElse(Path file) throws IOException {
        String message = message(file);

        Path expected = FOLDER.resolve(name(file) + ".expected");
        if (Boolean.getBoolean("nself.regenerate")) {
            Files.writeString(expected, message + "\n");
        }
        assertThat(message + "\n").isEqualTo(Files.readString(expected));
    }

    @ParameterizedTest
    @MethodSource("files")
    void showsNoSecret(Path file) throws IOException {
        assertThat(message(file)).doesNotContain("do-not-show", "AAABAAAA", "(encrypted)", "3.14");
    }

    @Test
    void thereAreMoreThanFortyOfThem() throws IOException {
        assertThat(files()).hasSizeGreaterThan(40);
    }

    private static String message(Path file) throws IOException {
        StackFile stack = StackFile.read(file);
        InvalidConfig error = catchThrowableOfType(
                InvalidConfig.class,
                () -> StackConfig.read("stacks/Pulumi." + name(file) + ".yaml", stack.values(), stack.encrypted()));
        assertThat(error).as("%s is accepted", file).isNotNull();
        return error.getMessage();
    }

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".yaml", "");
    }
}
