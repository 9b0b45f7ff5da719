package dev.nself.policies.types;

import dev.nself.policy.Resource;
import dev.nself.policy.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a program is written into a resource: what a machine runs when it starts, what is run on it later. */
public final class Scripts {

    /** Run something on this machine or another. */
    public static final List<String> COMMANDS = List.of("command:remote:Command", "command:local:Command");

    /** Machines that run a script when they start. */
    public static final List<String> MACHINES = List.of(
            Aws.INSTANCE,
            Aws.LAUNCH_TEMPLATE,
            "aws:ec2/launchConfiguration:LaunchConfiguration",
            "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
            "aws:lightsail/instance:Instance",
            "digitalocean:index/droplet:Droplet",
            "hcloud:index/server:Server");

    private Scripts() {}

    /** What a command runs in its life. */
    public static List<Value> ofCommand(Resource command) {
        return Stream.of("create", "update", "delete").map(command::get).toList();
    }

    /** What a machine runs when it starts; only one of them is given. */
    public static List<Value> ofMachine(Resource machine) {
        return Stream.of("userData", "userDataBase64").map(machine::get).toList();
    }

    /** A script as it is read by people: user data comes plain and in Base64. */
    public static String plain(Value script) {
        String text = script.text().orElse("");
        try {
            return text.matches("[A-Za-z0-9+/\\s]{8,}+={0,2}\\s*")
                    ? text + "\n" + new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8)
                    : text;
        } catch (IllegalArgumentException notBase64) {
            return text;
        }
    }

    /** A list of words as one line. */
    public static String line(Value words) {
        return words.items().stream().map(word -> word.text().orElse("")).collect(Collectors.joining(" "));
    }
}
