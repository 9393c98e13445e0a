package io.jenkins.plugins.mergeability.engine.deploy.journal;

import io.jenkins.plugins.mergeability.engine.deploy.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A deployment that was offered to an environment, and what has become of it. Only {@link EnvironmentRecord} changes it. */
public final class Candidate {

    /** How often in a row a verification has to pass. */
    public static final int PASSES = 3;

    private final int number;
    private final Offer offer;
    private final Instant offered;
    final Map<String, Instant> approvals = new TreeMap<>();
    DeploymentState state = DeploymentState.CANDIDATE;
    boolean orderAccepted;
    boolean prepared;
    boolean beforeBegun;
    boolean beforeDone;
    boolean switchBegun;
    boolean restored;
    boolean takenBack;
    int passes;

    /** The position among all that were switched to or adopted; 0 for one that was not. */
    int turn;

    Instant verified;
    Instant changed;
    Candidate other;
    String text = "";

    Candidate(int number, Offer offer, Instant offered) {
        this.number = number;
        this.offer = offer;
        this.offered = offered;
        this.changed = offered;
    }

    /** Its number, from 1, in the order of offers. */
    public int number() {
        return number;
    }

    public Offer offer() {
        return offer;
    }

    public Instant offered() {
        return offered;
    }

    public DeploymentState state() {
        return state;
    }

    /** When it got its state. */
    public Instant changed() {
        return changed;
    }

    /** Who has approved it, and when. */
    public Map<String, Instant> approvals() {
        return Collections.unmodifiableMap(approvals);
    }

    /** Whether somebody has accepted its place in history. */
    public boolean orderAccepted() {
        return orderAccepted;
    }

    public boolean prepared() {
        return prepared;
    }

    public boolean beforeBegun() {
        return beforeBegun;
    }

    public boolean beforeDone() {
        return beforeDone;
    }

    /** Whether the environment may have been switched to it. */
    public boolean switchBegun() {
        return switchBegun;
    }

    /** Whether the release that is put back in its place was switched to. */
    public boolean restored() {
        return restored;
    }

    /** How many verifications have passed in a row, up to {@link #PASSES}. */
    public int passes() {
        return passes;
    }

    /** Since when it is verified; empty if it is not, or was taken back since. */
    public Optional<Instant> verified() {
        return takenBack ? Optional.empty() : Optional.ofNullable(verified);
    }

    /** Whether it was live, and was taken back since. */
    public boolean takenBack() {
        return takenBack;
    }

    /** The candidate that superseded it, or whose release was put back in its place. */
    public Optional<Candidate> other() {
        return Optional.ofNullable(other);
    }

    /** Why it has its state; empty if there is nothing to say. */
    public String text() {
        return text;
    }

    /** Whether the environment may return to it: it is, or was, live, was verified that long ago, and not taken back. */
    public boolean good(Instant now, Duration soak) {
        return (state == DeploymentState.LIVE || state == DeploymentState.REPLACED)
                && verified().filter(since -> !since.plus(soak).isAfter(now)).isPresent();
    }

    @Override
    public String toString() {
        return "#" + number + " " + offer.component() + " " + state.text();
    }
}
