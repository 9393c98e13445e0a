package io.jenkins.plugins.mergeability.environment;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import java.util.Objects;
import jenkins.model.Jenkins;

/** The permissions of people on the job of an environment. Only administrators have them without a grant. */
public final class EnvironmentPermissions {

    /** The group of these permissions. */
    public static final PermissionGroup GROUP =
            new PermissionGroup(EnvironmentPermissions.class, Messages._EnvironmentPermissions_group());

    /** To deploy what waits for a person, and to settle what a failed deployment left. */
    public static final Permission DEPLOY = permission("Deploy", Messages._EnvironmentPermissions_deploy());

    /** To approve a release. */
    public static final Permission APPROVE = permission("Approve", Messages._EnvironmentPermissions_approve());

    /** To put an earlier release back. */
    public static final Permission ROLL_BACK = permission("RollBack", Messages._EnvironmentPermissions_rollBack());

    private EnvironmentPermissions() {}

    private static Permission permission(String name, org.jvnet.localizer.Localizable description) {
        return new Permission(
                GROUP, name, description, Jenkins.ADMINISTER, true, new PermissionScope[] {PermissionScope.ITEM});
    }

    /** Makes the permissions known before anybody's are read. */
    @Initializer(before = InitMilestone.EXTENSIONS_AUGMENTED)
    public static void register() {
        Objects.requireNonNull(GROUP);
    }
}
