/** The commits of the branch of an environment: their order, and how each of them is deployed. */
package io.jenkins.plugins.mergeability.engine.deploy.commits;
