package dev.nself.provider.database;

/**
 * One thing that must be so in a database.
 *
 * @param problem what to say when it isn't
 * @param check an SQL expression, true when it is so; false or null when not
 * @param repair SQL that makes it so
 */
record Step(String problem, String check, String repair) {}
