package dev.nself.config;

/** A closed choice whose spelling in a stack file differs from, or is pinned apart from, its Java name. */
interface JsonName {
    /** The spelling in a stack file. */
    String json();
}
