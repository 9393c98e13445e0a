package io.jenkins.plugins.mergeability.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A page of this plugin under <i>Manage Jenkins</i>. It shows a notice without rows. With rows, it includes the view
 * {@code table.jelly} of the subclass, to which it passes the variable {@code rows}.
 */
@Restricted(NoExternalUse.class)
public abstract class AdministratorPage extends ManagementLink {

    private final String icon;
    private final String urlName;

    protected AdministratorPage(String icon, String urlName) {
        this.icon = icon;
        this.urlName = urlName;
    }

    /** The rows of the table. Fails without permission to read the system. */
    public final List<?> getRows() throws IOException {
        Jenkins.get().checkPermission(Jenkins.SYSTEM_READ);
        return rows();
    }

    protected abstract List<?> rows() throws IOException;

    /** The title of the notice without rows. */
    public abstract String getEmptyTitle();

    /** The text of the notice without rows. */
    public abstract String getEmptyText();

    /** The time between two instants, for people; 0 if the first one is the later one. */
    protected static String timeSpan(Instant from, Instant to) {
        return Util.getTimeSpanString(Math.max(0, Duration.between(from, to).toMillis()));
    }

    @Override
    public final String getIconFileName() {
        return icon;
    }

    @Override
    public final String getUrlName() {
        return urlName;
    }

    @NonNull
    @Override
    public final Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    @NonNull
    @Override
    public final Category getCategory() {
        return Category.STATUS;
    }
}
