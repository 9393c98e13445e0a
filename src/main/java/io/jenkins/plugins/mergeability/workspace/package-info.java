/** What jobs find in the workspaces of agents: the rules of cleaning, and which jobs have to run there first. */
package io.jenkins.plugins.mergeability.workspace;
