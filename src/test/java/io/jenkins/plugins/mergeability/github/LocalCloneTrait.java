package io.jenkins.plugins.mergeability.github;

import hudson.Extension;
import jenkins.scm.api.trait.SCMBuilder;
import jenkins.scm.api.trait.SCMSourceTrait;
import jenkins.scm.api.trait.SCMSourceTraitDescriptor;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMBuilder;
import org.jenkinsci.plugins.github_branch_source.RepositoryUriResolver;

/** Lets a GitHub source be cloned from a local directory, because {@link FakeGithub} does not speak git's protocol. */
public class LocalCloneTrait extends SCMSourceTrait {

    private final String directory;

    public LocalCloneTrait(String directory) {
        this.directory = directory;
    }

    @Override
    protected void decorateBuilder(SCMBuilder<?, ?> builder) {
        ((GitHubSCMBuilder) builder).withResolver(new RepositoryUriResolver() {
            @Override
            public String getRepositoryUri(String apiUri, String owner, String repository) {
                return directory;
            }
        });
    }

    /** Where it may be used. */
    @Extension
    public static class DescriptorImpl extends SCMSourceTraitDescriptor {

        @Override
        public String getDisplayName() {
            return "Clone from a local directory";
        }

        @Override
        public Class<? extends SCMBuilder> getBuilderClass() {
            return GitHubSCMBuilder.class;
        }
    }
}
