package dev.nself.provider.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/**
 * {@code ./nself status}: how the servers of a stack are and what runs on them, all asked at once.
 *
 * <p>Reads the stack's outputs as JSON from standard input; arguments are the stack and, for a JSON document,
 * {@code --json}. Exit code 1 when something is not well.
 */
public final class Status {

    private Status() {}

    public static void main(String[] args) throws IOException {
        String stack = args[0];
        Outputs outputs = Outputs.read(System.in);
        Report report = report(stack, outputs);
        boolean json = List.of(args).contains("--json");
        System.out.print(json ? json(report) : new TextReport(report, outputs.urls()).text());
        System.out.flush();
        System.exit(report.well() ? 0 : 1);
    }

    static Report report(String stack, Outputs outputs) {
        List<Facts> facts = AtOnce.map(outputs.sites(), site -> new Survey(site, stack).facts());
        return Report.of(stack, Facts.together(facts), outputs);
    }

    static String json(Report report) throws JsonProcessingException {
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
    }
}
