package io.jenkins.plugins.mergeability.reporting;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.mergeability.engine.outbox.RetryPolicy;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How soon pull requests are evaluated and reports are delivered. The extension with the highest ordinal is used. */
@Restricted(NoExternalUse.class)
public abstract class ReportingTiming implements ExtensionPoint {

    protected abstract EvaluationTiming evaluation();

    protected abstract RetryPolicy delivery();

    static ReportingTiming get() {
        return ExtensionList.lookupFirst(ReportingTiming.class);
    }

    /** The timing outside of tests. */
    @Extension
    public static final class Default extends ReportingTiming {

        @Override
        protected EvaluationTiming evaluation() {
            return EvaluationTiming.DEFAULT;
        }

        @Override
        protected RetryPolicy delivery() {
            return RetryPolicy.DEFAULT;
        }
    }
}
