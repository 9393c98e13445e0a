package io.jenkins.plugins.mergeability.engine.map.problem;

/** Every kind of problem a component map can have, with the template of its message. */
public enum ProblemKind {
    // Text: from bytes to a tree of values.
    TOO_LARGE("the file is larger than %s bytes, the maximum for a component map"),
    UTF_16("the file is UTF-16"),
    NOT_UTF_8("byte 0x%s is not UTF-8"),
    CONTROL_CHARACTER("the character %s is not allowed"),
    LONG_LINE("the line is longer than %s characters"),
    SYNTAX("%s"),
    NO_MAP("the file is empty"),
    SEVERAL_DOCUMENTS("a second YAML document starts here"),
    TAG("the tag `%s` is not allowed: a component map has no tags"),
    UNKNOWN_ALIAS("unknown alias `*%s`"),
    RECURSIVE_ALIAS("the alias `*%s` is used inside its own value"),
    BAD_MERGE("`<<` takes a map or a list of maps, not %s"),
    DUPLICATE_KEY("duplicate key `%s`: already defined at %s"),
    BAD_KEY("a key must be a single value, not %s"),
    TOO_MANY_VALUES("more than %s values, with aliases and kinds written out"),
    TOO_DEEP("nested more than %s levels deep"),
    LONG_VALUE("the value is longer than %s characters"),
    NOT_DATA("a %s is not allowed in a component map"),

    // Structure: keys and types, which the JSON Schema checks as well.
    UNKNOWN_KEY("unknown key `%s`"),
    MISPLACED_KEY("`%s` is a key of %s, not of %s"),
    NOT_BUILT("`%s` is not built yet: nothing can be deployed so"),
    MISSING_KEY("%s needs %s"),
    CONFLICTING_KEYS("%s"),
    WRONG_TYPE("%s must be %s, not %s"),
    EMPTY("%s is empty"),
    BAD_NAME("`%s` cannot be %s"),
    BAD_CHOICE("`%s` cannot be `%s`"),
    BAD_NUMBER("`%s` must be %s to %s, not %s"),
    BAD_DURATION("`%s` is not a duration"),
    BAD_DIRECTORY("`%s` is not a directory inside the repository: %s"),
    BAD_FILE("`%s` is not a file inside the repository: %s"),
    DUPLICATE_ITEM("duplicate item `%s`"),
    UNSUPPORTED_VERSION("version %s of the component map is unknown"),

    // Meaning: names, cycles and globs, which a schema cannot check.
    BAD_GLOB("bad glob `%s`: %s"),
    TOO_MANY_PATTERNS("the globs up to here expand to more than %s patterns"),
    ONLY_NEGATIVE_GLOBS("`%s` only excludes: every glob in it starts with `!`"),
    DURATION_RANGE("a duration must be 1s to 30d, not `%s`"),
    BAD_CHARACTER("the character %s is not allowed in a value"),
    UNKNOWN_COMPONENT("unknown component `%s`"),
    UNKNOWN_KIND("unknown kind `%s`"),
    NO_SUCH_JOB("no component has a job `%s`"),
    NO_COMMAND("nothing says what the job `%s` of the component `%s` runs"),
    FAIL_FAST("`failFast` is only for a `parallel`, which the job `%s` of the component `%s` is not"),
    UNKNOWN_JOB("component `%s` has no job `%s`"),
    DEPENDENCY_CYCLE("components depend on each other in a cycle: %s"),
    NEED_CYCLE("jobs need each other in a cycle: %s"),
    NEVER_TOGETHER("`%s` runs on `when: %s` but needs `%s`, which runs only on `when: %s`"),
    UNKNOWN_PLATFORM("`%s` does not run on the platform `%s`"),
    SEVERAL_PLATFORMS("`%s` would find the outputs of `%s` on several platforms"),
    AMBIGUOUS_NAME("the component `%s` is called as the job `%s` of the component `%s` is written"),
    DUPLICATE_NAME("two branches of this `parallel` have the name `%s`"),
    BAD_FREEZE("`%s` is not a time of the week: %s"),
    NEVER_ENTERED("%s"),
    NOT_DEPLOYABLE("`%s` cannot be deployed: %s"),
    NOT_DEPLOYED("`%s` is not deployed to `%s`"),
    DEPLOY_CYCLE("components of an environment need each other in a cycle: %s"),
    VARIABLE_TWICE("the variable `%s` is set by both `env` and `credentials`"),
    AGENT_UNUSED("`agent` has no effect beside `platforms`, which have agents of their own");

    private final String template;

    ProblemKind(String template) {
        this.template = template;
    }

    String message(Object... arguments) {
        return String.format(template, arguments);
    }
}
