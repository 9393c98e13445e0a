/** Whose turn it is in an environment, and the steps of a deployment. */
package io.jenkins.plugins.mergeability.engine.deploy.turn;
