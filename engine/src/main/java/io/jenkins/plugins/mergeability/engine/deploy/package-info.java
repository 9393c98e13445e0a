/** Environments: releases, deployments, and the ports to the target and to the history of the branch. */
package io.jenkins.plugins.mergeability.engine.deploy;
