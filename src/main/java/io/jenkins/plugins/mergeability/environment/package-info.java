/** Deployments to environments: their jobs, what is offered to them, who decides, and the runs that deploy. */
package io.jenkins.plugins.mergeability.environment;
