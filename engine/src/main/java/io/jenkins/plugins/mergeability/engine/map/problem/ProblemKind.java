package io.jenkins.plugins.mergeability.engine.map.problem;

/**
 * The catalogue: everything that can be wrong with a component map, with the words it is told in. The {@code %s} are
 * filled in by the phase that finds it.
 */
public enum ProblemKind {
    // The text, before anything in it means anything.
    TOO_LARGE(Phase.TEXT, "the file is larger than %s bytes, the most a component map may have"),
    UTF_16(Phase.TEXT, "the file is UTF-16"),
    NOT_UTF_8(Phase.TEXT, "byte 0x%s is not UTF-8"),
    CONTROL_CHARACTER(Phase.TEXT, "the character %s is not allowed"),
    LONG_LINE(Phase.TEXT, "the line is longer than %s characters"),
    SYNTAX(Phase.TEXT, "%s"),
    NO_MAP(Phase.TEXT, "the file is empty"),
    SEVERAL_DOCUMENTS(Phase.TEXT, "a second YAML document starts here"),
    TAG(Phase.TEXT, "the tag `%s` is not allowed: a component map has no tags"),
    UNKNOWN_ALIAS(Phase.TEXT, "unknown alias `*%s`"),
    RECURSIVE_ALIAS(Phase.TEXT, "the alias `*%s` stands inside what it stands for"),
    BAD_MERGE(Phase.TEXT, "`<<` takes a map or a list of maps, not %s"),
    DUPLICATE_KEY(Phase.TEXT, "duplicate key `%s`: it stands at %s already"),
    BAD_KEY(Phase.TEXT, "a key must be a single value, not %s"),
    TOO_MANY_VALUES(Phase.TEXT, "more than %s values, with aliases written out"),
    TOO_DEEP(Phase.TEXT, "nested more than %s levels deep"),
    LONG_VALUE(Phase.TEXT, "the value is longer than %s characters"),
    NOT_DATA(Phase.TEXT, "a %s cannot stand in a component map"),

    // The structure: what the JSON Schema knows as well.
    UNKNOWN_KEY(Phase.STRUCTURE, "unknown key `%s`"),
    MISPLACED_KEY(Phase.STRUCTURE, "`%s` is a key of %s, not of %s"),
    MISSING_KEY(Phase.STRUCTURE, "%s needs %s"),
    CONFLICTING_KEYS(Phase.STRUCTURE, "%s"),
    WRONG_TYPE(Phase.STRUCTURE, "%s must be %s, not %s"),
    EMPTY(Phase.STRUCTURE, "%s is empty"),
    BAD_NAME(Phase.STRUCTURE, "`%s` cannot be %s"),
    BAD_CHOICE(Phase.STRUCTURE, "`%s` cannot be `%s`"),
    BAD_NUMBER(Phase.STRUCTURE, "`%s` must be %s to %s, not %s"),
    BAD_DURATION(Phase.STRUCTURE, "`%s` is not a duration"),
    BAD_DIRECTORY(Phase.STRUCTURE, "`%s` is not a directory inside the repository: %s"),
    DUPLICATE_ITEM(Phase.STRUCTURE, "`%s` stands in this list twice"),
    UNSUPPORTED_VERSION(Phase.STRUCTURE, "version %s of the component map is unknown"),

    // The meaning: what takes the whole map, or more than a schema can say.
    BAD_GLOB(Phase.MEANING, "bad glob `%s`: %s"),
    TOO_MANY_PATTERNS(Phase.MEANING, "the globs up to here stand for more than %s patterns"),
    ONLY_NEGATIVE_GLOBS(Phase.MEANING, "`%s` only excludes: every glob in it starts with `!`"),
    DURATION_RANGE(Phase.MEANING, "a duration must be 1s to 30d, not `%s`"),
    BAD_CHARACTER(Phase.MEANING, "the character %s cannot stand in a value"),
    UNKNOWN_COMPONENT(Phase.MEANING, "unknown component `%s`"),
    UNKNOWN_JOB(Phase.MEANING, "component `%s` has no job `%s`"),
    DEPENDENCY_CYCLE(Phase.MEANING, "components depend on each other in a cycle: %s"),
    NEED_CYCLE(Phase.MEANING, "jobs need each other in a cycle: %s"),
    NEVER_TOGETHER(Phase.MEANING, "`%s` runs on `when: %s` but needs `%s`, which runs only on `when: %s`"),
    DUPLICATE_NAME(Phase.MEANING, "two branches of this `parallel` are called `%s`"),
    VARIABLE_TWICE(Phase.MEANING, "the variable `%s` is set by both `env` and `credentials`");

    /** When a problem is found: each phase needs what the one before it made. */
    public enum Phase {
        /** Bytes to a tree of values. */
        TEXT,
        /** Keys and types: {@code components.schema.json} refuses the same. */
        STRUCTURE,
        /** Names, cycles, globs: beyond a schema. */
        MEANING
    }

    private final Phase phase;
    private final String template;

    ProblemKind(Phase phase, String template) {
        this.phase = phase;
        this.template = template;
    }

    /** When it is found. */
    public Phase phase() {
        return phase;
    }

    String message(Object... arguments) {
        return String.format(template, arguments);
    }
}
