package io.jenkins.plugins.mergeability.engine.map;

/**
 * What a component map may have at most. The largest maps of real repositories are a hundred times smaller; a file beyond
 * is a mistake or an attack, and must cost neither time nor memory.
 */
public final class MapLimits {

    /** Bytes of a file. */
    public static final int BYTES = 4 * 1024 * 1024;

    /** Characters of a line: the parser looks ahead in steps, each a copy of what it has seen of the line. */
    public static final int LINE = 65_536;

    /** Characters of one value: Linux takes no longer argument than 128 KiB. */
    public static final int VALUE = 100_000;

    /** Values and keys, those of an alias counted wherever it stands. */
    public static final int NODES = 200_000;

    /** Levels of lists and maps inside each other. */
    public static final int DEPTH = 64;

    /** Patterns that all globs together stand for, once their braces are written out. */
    public static final int PATTERNS = 200_000;

    private MapLimits() {}
}
