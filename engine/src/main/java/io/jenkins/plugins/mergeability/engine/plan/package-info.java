/** What a change affects, the input hash of each job, what is proven, and what has to run. */
package io.jenkins.plugins.mergeability.engine.plan;
