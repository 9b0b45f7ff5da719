/**
 * Configuration files of the services, as pure functions of plain values: the same plan gives the same bytes.
 *
 * <p>Nothing here knows a secret. Where a program takes one from a file only, the file is named here and filled by the
 * target.
 */
package dev.nself.render;
