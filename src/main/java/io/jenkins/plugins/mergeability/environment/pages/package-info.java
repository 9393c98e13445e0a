/** The pages of environments, their remote API, and what people decide there. */
package io.jenkins.plugins.mergeability.environment.pages;
