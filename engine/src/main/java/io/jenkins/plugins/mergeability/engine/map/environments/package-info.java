/** The rules by which a release enters an environment: who approves, and when nothing new is deployed. */
package io.jenkins.plugins.mergeability.engine.map.environments;
