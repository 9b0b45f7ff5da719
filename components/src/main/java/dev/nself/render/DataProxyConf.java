package dev.nself.render;

import dev.nself.model.Member;
import dev.nself.model.Step;
import dev.nself.model.service.DataProxy;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** HAProxy's files before the data: one that stays, and one for each store that says where it is. */
final class DataProxyConf {

    /** First by its name: HAProxy reads the files of a folder in order. */
    static final String BASE = DataProxy.FOLDER + "/00-base.cfg";

    private DataProxyConf() {}

    static String base() {
        return Template.load("haproxy/00-base.cfg").render();
    }

    /** Where the file of a store lies. */
    static String path(Step.Primary store) {
        return DataProxy.FOLDER + "/" + store.owner() + ".cfg";
    }

    /** Leads the store's clients to its members. */
    static String store(Step.Primary store) {
        List<Member> members = store.members();
        return Template.load("haproxy/store.cfg").render(Map.of(
                "service", store.owner(),
                "port", Integer.toString(members.get(0).port()),
                "servers", members.stream().map(DataProxyConf::server).collect(Collectors.joining())));
    }

    private static String server(Member member) {
        return "server " + member.machine().name() + " " + member.host() + ":" + member.port() + "\n";
    }
}
