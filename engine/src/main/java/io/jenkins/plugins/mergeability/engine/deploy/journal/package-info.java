/** The journal of an environment, and the state that follows from it. */
package io.jenkins.plugins.mergeability.engine.deploy.journal;
