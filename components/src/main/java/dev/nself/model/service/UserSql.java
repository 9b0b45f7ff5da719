package dev.nself.model.service;

import dev.nself.config.PlatformArgs;
import dev.nself.config.UserFiles;
import dev.nself.model.Step;
import java.util.List;
import java.util.SortedMap;

/** The user's SQL files. */
public final class UserSql {

    private UserSql() {}

    public static Step step(PlatformArgs args, SortedMap<String, String> files, List<String> after) {
        String folder = args.application() + "/" + UserFiles.DATABASE;
        return new Step.Sql("sql", after, Postgres.SERVICE, args.postgres().database(), folder, files);
    }
}
