package io.jenkins.plugins.mergeability.engine.plan;

/** Why a component is affected. */
public sealed interface Reason {

    /** A changed path that the component claims. There is one for the first few such paths, in order. */
    record Changed(String path) implements Reason {}

    /** More changed paths than are listed one by one. */
    record MoreChanged(int count) implements Reason {}

    /** What the map says of the component is not what it said at the base. */
    record Redefined() implements Reason {}

    /** It depends on a component that is affected. */
    record DependsOn(String component) implements Reason {}

    /** A component that says it affects this one has changed. */
    record AffectedBy(String component) implements Reason {}

    /** Everything is affected: a sentence says why. */
    record Everything(String why) implements Reason {}

    /** It was asked for by name. */
    record Asked() implements Reason {}

    /** A job that was asked for by name needs a job of this component. */
    record NeededBy(String job) implements Reason {}
}
