package io.jenkins.plugins.mergeability.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Label;
import hudson.model.Queue;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.mergeability.engine.deploy.journal.Candidate;
import io.jenkins.plugins.mergeability.engine.deploy.journal.DeploymentState;
import io.jenkins.plugins.mergeability.environment.pages.CandidateView;
import io.jenkins.plugins.mergeability.environment.pages.EnvironmentAction;
import io.jenkins.plugins.mergeability.environment.pages.EnvironmentView;
import java.io.IOException;
import java.nio.file.Files;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What people decide in an environment, and who may. */
@WithJenkins
class DecisionsITest extends SharedController {

    private void users() {
        JenkinsRule.DummySecurityRealm realm = jenkins.createDummySecurityRealm();
        realm.addGroups("alice", "ops");
        realm.addGroups("a", "ops");
        realm.addGroups("dave", "ops");
        jenkins.jenkins.setSecurityRealm(realm);
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.DISCOVER)
                .everywhere()
                .toEveryone()
                .grant(EnvironmentPermissions.APPROVE)
                .everywhere()
                .to("alice", "a", "bob", "dave")
                .grant(EnvironmentPermissions.ROLL_BACK, EnvironmentPermissions.DEPLOY)
                .everywhere()
                .to("erin"));
    }

    /** A decision on the page of an environment. */
    private interface Decision {
        void on(EnvironmentAction action) throws IOException;
    }

    private static void as(String user, WorkflowJob job, Decision decision) throws IOException {
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            decision.on(job.getAction(EnvironmentAction.class));
        }
    }

    @Test
    void shouldDeployWhatTheRightPersonHasApproved() throws Exception {
        users();
        deployments.rules("approval: {by: [\"group:ops\"], not: [author]}");
        deployments.commit("one");
        WorkflowMultiBranchProject project = Deployments.project(jenkins, deployments.repository());
        EnvironmentDefinition definition = new EnvironmentDefinition("shop", "staging");
        definition.setApprovers("alice\na\nbob");
        WorkflowJob staging = Deployments.job(jenkins, definition);
        Deployments.build(jenkins, project, "main");
        Candidate one = Deployments.newest(staging).orElseThrow();
        String shown = CandidateView.shown(one);
        assertThat(one.state()).isEqualTo(DeploymentState.CANDIDATE);
        assertThat(EnvironmentCounts.current()).isEqualTo(new EnvironmentCounts(1, 0, 1));

        assertThatThrownBy(() -> as("mallory", staging, action -> action.doApprove(1, shown)))
                .hasMessageContaining("Approve");
        assertThatThrownBy(() -> as("bob", staging, action -> action.doApprove(1, shown)))
                .hasMessageContaining("the component map lets only these approve: group:ops");
        assertThatThrownBy(() -> as("dave", staging, action -> action.doApprove(1, shown)))
                .hasMessageContaining("the job lets only these approve: alice, a, bob");
        assertThatThrownBy(() -> as("a", staging, action -> action.doApprove(1, shown)))
                .hasMessageContaining("an author of what is deployed may not approve it");
        deployments.commit("two");
        Deployments.build(jenkins, project, "main");
        assertThatThrownBy(() -> as("alice", staging, action -> action.doApprove(2, shown)))
                .hasMessageContaining("deployment 2 is not the one that was shown");
        assertThat(staging.getLastBuild()).as("nothing has run").isNull();

        String page = jenkins.createWebClient()
                .login("alice")
                .goTo("job/environments/job/staging/environment/")
                .getWebResponse()
                .getContentAsString();
        assertThat(page)
                .contains("Approve #2", "Waits for 1 approval", "Its last commit", "version two", "Proven by 2 jobs")
                .doesNotContain("more than what is live");
        String shownOfTwo = CandidateView.shown(Deployments.newest(staging).orElseThrow());
        as("alice", staging, action -> action.doApprove(2, shownOfTwo));

        Candidate live = Deployments.await(staging, 2, DeploymentState.LIVE);
        assertThat(live.approvals()).containsOnlyKeys("alice");
        Deployments.await(staging, 1, DeploymentState.SUPERSEDED);
        jenkins.waitUntilNoActivity();
        assertThat(jenkins.createWebClient()
                        .login("alice")
                        .goTo("job/shop/environments/")
                        .asNormalizedText())
                .contains("staging", "live");
        assertThat(jenkins.createWebClient()
                        .login("alice")
                        .goTo("job/environments/job/staging/environment/api/json?depth=3", "application/json")
                        .getWebResponse()
                        .getContentAsString())
                .contains("\"status\":\"live\"", live.offer().commit());
    }

    @Test
    void shouldGoOnWhenWhatFailedIsSettledAndAccepted() throws Exception {
        users();
        deployments
                .before("before: 'true'")
                .verify("test -e %s || ! grep -q bad %s"
                        .formatted(deployments.file("repaired"), deployments.live("staging")));
        deployments.commit("bad");
        WorkflowMultiBranchProject project = Deployments.project(jenkins, deployments.repository());
        WorkflowJob staging = Deployments.job(jenkins, "staging");
        Deployments.build(jenkins, project, "main");
        Deployments.await(staging, 1, DeploymentState.NEEDS_PERSON);
        assertThat(page("alice")).doesNotContain("Settle");
        assertThatThrownBy(() -> as("alice", staging, action -> action.doSettle("air", 1, "restored")))
                .hasMessageContaining("Deploy");
        assertThatThrownBy(() -> as("erin", staging, action -> action.doSettle("air", 1, " ")))
                .hasMessageContaining("a reason is needed");
        assertThatThrownBy(() -> as("erin", staging, action -> action.doSettle("air", 3, "restored")))
                .hasMessageContaining("something newer of air was deployed");
        as("erin", staging, action -> action.doSettle("air", 1, "restored the database"));
        assertThatThrownBy(() -> as("erin", staging, action -> action.doSettle("air", 1, "again")))
                .hasMessageContaining("nothing of air needs a person");

        jenkins.buildAndAssertSuccess(project.getItem("main"));
        Candidate again = Deployments.newest(staging).orElseThrow();
        String shown = CandidateView.shown(again);
        assertThat(again.number()).isEqualTo(2);
        assertThat(waits(staging)).contains("for a person");
        assertThatThrownBy(() -> as("alice", staging, action -> action.doAccept(2, shown, "repaired")))
                .hasMessageContaining("Deploy");
        assertThatThrownBy(() -> as("erin", staging, action -> action.doAccept(2, shown, "")))
                .hasMessageContaining("a reason is needed");
        assertThatThrownBy(() -> as("erin", staging, action -> action.doAccept(1, shown, "repaired")))
                .hasMessageContaining("no candidate 1 waits");
        assertThat(page("erin")).contains("Deploy #2 nevertheless", "restored the database");
        Files.createFile(deployments.file("repaired"));
        as("erin", staging, action -> action.doAccept(2, shown, "repaired"));

        Deployments.await(staging, 2, DeploymentState.LIVE);
    }

    private static String waits(WorkflowJob staging) {
        return EnvironmentView.of(Deployments.environment(staging))
                .getComponents()
                .get(0)
                .waiting()
                .get(0)
                .getWaits();
    }

    private static String page(String user) throws Exception {
        return jenkins.createWebClient()
                .login(user)
                .goTo("job/environments/job/staging/environment/")
                .asNormalizedText();
    }

    @Test
    void shouldNotDeployDuringAFreeze() throws Exception {
        deployments.commit("one");
        WorkflowMultiBranchProject project = Deployments.project(jenkins, deployments.repository());
        EnvironmentDefinition frozen = new EnvironmentDefinition("shop", "staging");
        frozen.setFreeze("mon 00:00 - thu 12:00 UTC\nthu 11:00 - mon 01:00 UTC");
        WorkflowJob staging = Deployments.job(jenkins, frozen);

        Deployments.build(jenkins, project, "main");

        assertThat(Deployments.newest(staging).orElseThrow().state()).isEqualTo(DeploymentState.CANDIDATE);
        assertThat(staging.getLastBuild()).isNull();
        assertThat(waits(staging)).contains("for the end of the freeze");

        staging.setDefinition(new EnvironmentDefinition("shop", "staging"));
        DueEnvironments.check(Deployments.environment(staging));
        Deployments.await(staging, 1, DeploymentState.LIVE);
    }

    @Test
    void shouldGoBackToACommitWhoseMapSaysSomethingElse() throws Exception {
        users();
        deployments.commit("one");
        WorkflowMultiBranchProject project = Deployments.project(jenkins, deployments.repository());
        WorkflowJob staging = Deployments.job(jenkins, "staging");
        Deployments.build(jenkins, project, "main");
        Deployments.await(staging, 1, DeploymentState.LIVE);
        deployments.before(
                "before: {run: 'echo migrated >>%s', compatible: true}".formatted(deployments.file("trace")));
        deployments.commit("two");
        Deployments.build(jenkins, project, "main");
        Deployments.await(staging, 2, DeploymentState.LIVE);
        assertThat(deployments.trace()).contains("migrated", "staging run two");

        assertThatThrownBy(() -> as("alice", staging, action -> action.doRollBack("air", "", 2, "slow")))
                .hasMessageContaining("RollBack");
        assertThatThrownBy(() -> as("erin", staging, action -> action.doRollBack("air", "", 2, " ")))
                .hasMessageContaining("a reason is needed");
        assertThatThrownBy(() -> as("erin", staging, action -> action.doRollBack("air", "", 1, "slow")))
                .hasMessageContaining("something newer of air was deployed");
        jenkins.waitUntilNoActivity();
        as("erin", staging, action -> action.doRollBack("air", "", 2, "slow"));

        Candidate back = Deployments.await(staging, 2, DeploymentState.ROLLED_BACK);
        assertThat(back.text()).isEqualTo("slow");
        assertThat(deployments.running("staging")).isEqualTo("one");
        assertThat(deployments.trace()).endsWith("staging verify two", "staging run one", "staging verify one");
    }

    @Test
    void shouldKeepOtherJobsFromReservedAgents() throws Exception {
        deployments.commit("one");
        WorkflowMultiBranchProject project = Deployments.project(jenkins, deployments.repository());
        DumbSlave agent = jenkins.createOnlineSlave(Label.get("production"));
        EnvironmentDefinition reserving = new EnvironmentDefinition("shop", "staging");
        reserving.setAgent("production");
        reserving.setReserved(true);
        WorkflowJob staging = Deployments.job(jenkins, reserving);
        FreeStyleProject other = jenkins.createFreeStyleProject();
        other.setAssignedLabel(Label.get("production"));
        other.scheduleBuild2(0);

        project.scheduleBuild2(0).getFuture().get();

        Deployments.await(staging, 1, DeploymentState.LIVE);
        assertThat(JenkinsRule.getLog(staging.getLastBuild())).contains("Running on " + agent.getNodeName());
        jenkins.waitForCompletion(staging.getLastBuild());
        Queue.getInstance().maintain();
        assertThat(other.isInQueue()).isTrue();
        assertThat(other.getLastBuild()).isNull();

        reserving.setReserved(false);
        staging.save();
        Queue.getInstance().scheduleMaintenance().get();
        jenkins.waitUntilNoActivity();
        assertThat(other.getLastBuild()).isNotNull();
    }
}
