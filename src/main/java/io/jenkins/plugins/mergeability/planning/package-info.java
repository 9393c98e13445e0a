/** What the component map of a build plans: found out on an agent with git, or asked of GitHub. */
package io.jenkins.plugins.mergeability.planning;
