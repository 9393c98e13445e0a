/** Plans a build from the component map and the repository, which it queries on an agent or at GitHub. */
package io.jenkins.plugins.mergeability.planning;
