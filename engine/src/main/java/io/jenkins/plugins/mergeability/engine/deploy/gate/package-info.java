/** What has to be proven before a release may be deployed. */
package io.jenkins.plugins.mergeability.engine.deploy.gate;
