package io.jenkins.plugins.mergeability.view;

import io.jenkins.plugins.mergeability.record.JobStatus;

/** The labels of statuses. */
final class StatusLabels {

    private StatusLabels() {}

    static String of(JobStatus status) {
        return switch (status) {
            case WAITING -> Messages.State_Waiting();
            case RUNNING -> Messages.State_Running();
            case PASSED -> Messages.State_Passed();
            case UNSTABLE -> Messages.State_Unstable();
            case FAILED -> Messages.State_Failed();
            case PROVEN -> Messages.State_Proven();
            case UNAFFECTED -> Messages.State_Unaffected();
            case SKIPPED -> Messages.State_Skipped();
            case NOT_RUN -> Messages.State_NotRun();
            case INTERRUPTED -> Messages.State_Interrupted();
        };
    }
}
