/** Projects outside the reactor that use the published jars: {@code mvn -Pconsumers verify}. */
package dev.imagecopy.verification.consumers;
