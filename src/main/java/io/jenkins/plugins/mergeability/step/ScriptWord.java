package io.jenkins.plugins.mergeability.step;

import io.jenkins.plugins.mergeability.dispatch.NextAction;
import io.jenkins.plugins.mergeability.script.Part;
import java.util.Arrays;

/** The words that {@code ComponentsScript} and Java exchange. A test compares them with those the script uses. */
enum ScriptWord {
    CHECK_OUT(Use.PLAN, "check out"),

    DONE(Use.ACTION, "done"),
    WAIT(Use.ACTION, "wait"),
    AGENT(Use.ACTION, "agent"),
    ISOLATED(Use.ACTION, "isolated"),
    PLATFORMS(Use.ACTION, "platforms"),

    COMMANDS(Use.PART, "commands"),
    STEPS(Use.PART, "steps"),
    BRANCHES(Use.PART, "branches"),

    SKIPPED(Use.MARK, "SKIPPED"),
    NOT_RUN(Use.MARK, "NOT_RUN"),
    UNSTABLE(Use.MARK, "UNSTABLE"),
    FAILURE(Use.MARK, "FAILURE"),

    PLAN_STEP(Use.STEP, "mergeabilityPlan"),
    AWAIT_STEP(Use.STEP, "mergeabilityAwait"),
    OUTPUTS_STEP(Use.STEP, "mergeabilityOutputs"),
    MARK_STEP(Use.STEP, "mergeabilityMark"),
    FINISH_STEP(Use.STEP, "mergeabilityFinish");

    /** What a word is for. */
    enum Use {
        /** The result of planning, instead of a plan. */
        PLAN,
        /** What a branch does next. */
        ACTION,
        /** The kind of a part of a job. */
        PART,
        /** How a stage or branch is marked. */
        MARK,
        /** The function name of a step that only the script calls. */
        STEP
    }

    private final Use use;
    private final String text;

    ScriptWord(Use use, String text) {
        this.use = use;
        this.text = text;
    }

    Use use() {
        return use;
    }

    /** The word as the script writes it. */
    String text() {
        return text;
    }

    /** The word for what a branch does next. */
    static ScriptWord of(NextAction action) {
        if (action instanceof NextAction.Done) {
            return DONE;
        } else if (action instanceof NextAction.Wait) {
            return WAIT;
        } else if (action instanceof NextAction.Agent) {
            return AGENT;
        } else if (action instanceof NextAction.Isolated) {
            return ISOLATED;
        } else if (action instanceof NextAction.Platforms) {
            return PLATFORMS;
        }
        throw new IllegalArgumentException("the script has no word for " + action);
    }

    /** The word for the kind of a part. */
    static ScriptWord of(Part part) {
        if (part instanceof Part.Commands) {
            return COMMANDS;
        } else if (part instanceof Part.Steps) {
            return STEPS;
        } else if (part instanceof Part.Branches) {
            return BRANCHES;
        }
        throw new IllegalArgumentException("the script has no word for " + part);
    }

    /** The mark with this text. */
    static ScriptWord mark(String text) {
        return Arrays.stream(values())
                .filter(word -> word.use == Use.MARK && word.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a stage cannot be marked as " + text));
    }
}
