package io.jenkins.plugins.mergeability.engine.map;

/**
 * The limits of a component map. The largest maps of real repositories are a hundred times smaller; a larger file is a
 * mistake or an attack and is refused early.
 */
public final class MapLimits {

    /** Bytes of a file. */
    public static final int BYTES = 4 * 1024 * 1024;

    /** Characters of a line: the parser copies the rest of the line at each look-ahead. */
    public static final int LINE = 65_536;

    /** Characters of one value: Linux limits an argument to 128 KiB. */
    public static final int VALUE = 100_000;

    /** Values and keys, counting those of an alias at every use. */
    public static final int NODES = 200_000;

    /** Values and keys of kinds, counted for every component of a kind. */
    public static final int KIND_NODES = 1_000_000;

    /** Levels of nested lists and maps. */
    public static final int DEPTH = 64;

    /** Patterns of all globs together, after brace expansion. */
    public static final int PATTERNS = 200_000;

    private MapLimits() {}
}
