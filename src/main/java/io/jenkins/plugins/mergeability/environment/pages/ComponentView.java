package io.jenkins.plugins.mergeability.environment.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A component in an environment, for people and the remote API.
 *
 * @param name the component
 * @param live what is live, or was before what is not known; null if nothing was
 * @param known whether it is known what is live
 * @param good whether what is live was verified long enough
 * @param newest the number of the newest deployment; 0 if there was none
 * @param blocked what needs a person; null if nothing does
 * @param active what is under way; null if nothing is
 * @param waiting what waits, the newest first
 * @param returnable what may be returned to, the newest first
 */
@ExportedBean(defaultVisibility = 2)
public record ComponentView(
        String name,
        @CheckForNull CandidateView live,
        boolean known,
        boolean good,
        int newest,
        @CheckForNull CandidateView blocked,
        @CheckForNull CandidateView active,
        List<CandidateView> waiting,
        List<CandidateView> returnable) {

    public ComponentView {
        waiting = List.copyOf(waiting);
        returnable = List.copyOf(returnable);
    }

    @Exported
    public String getName() {
        return name;
    }

    @Exported
    @CheckForNull
    public CandidateView getLive() {
        return live;
    }

    @Exported
    public boolean isKnown() {
        return known;
    }

    @Exported
    public boolean isGood() {
        return good;
    }

    public int getNewest() {
        return newest;
    }

    @Exported
    @CheckForNull
    public CandidateView getBlocked() {
        return blocked;
    }

    @Exported
    @CheckForNull
    public CandidateView getActive() {
        return active;
    }

    @Exported
    public List<CandidateView> getWaiting() {
        return waiting;
    }

    public List<CandidateView> getReturnable() {
        return returnable;
    }
}
