package io.jenkins.plugins.mergeability.engine.map.environments;

import java.util.List;

/**
 * Who has to approve before a release enters an environment.
 *
 * @param by users and groups ({@code group:ops}) whose approvals count; empty for everybody who may approve
 * @param count how many different people have to approve
 * @param exceptAuthor whether the author of the commit does not count
 */
public record ApprovalRule(List<String> by, int count, boolean exceptAuthor) {

    /** The maximum number of approvals that can be asked for. */
    public static final int MAX_COUNT = 20;

    public ApprovalRule {
        by = List.copyOf(by);
    }
}
