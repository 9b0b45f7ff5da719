package dev.nself.model;

import java.util.List;

/**
 * How the data directory of a new database member is made ready before it starts: from the primary, wherever that is.
 *
 * @param candidates every place where the data may be
 * @param volume suffix of the volume that holds it
 * @param folder path of the data directory below the volume's
 * @param role who may read the whole
 * @param secret name of the role's password
 */
public record Seed(List<Member> candidates, String volume, String folder, String role, String secret) {

    public Seed {
        candidates = List.copyOf(candidates);
    }
}
