package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.config.UserFiles;
import dev.nself.model.Step;
import java.util.List;
import java.util.SortedMap;

/** The user's SQL files. */
public final class UserSql {

    private UserSql() {}

    /** What comes before every migration. */
    public static Step init(PlatformArgs args, SortedMap<String, String> files, List<String> after) {
        return step("sql-init", UserFiles.INIT, args, files, after);
    }

    public static Step migrations(PlatformArgs args, SortedMap<String, String> files, List<String> after) {
        return step("sql-migrations", UserFiles.MIGRATIONS, args, files, after);
    }

    private static Step step(String name, String folder, PlatformArgs args, SortedMap<String, String> files, List<String> after) {
        return new Step.Sql(name, after, Postgres.SERVICE, args.postgres().database(), args.application() + "/" + folder, files);
    }
}
