import type { HttpAnswer, HttpRequest } from "./http-exchange.ts";

/** Tag of a message's first field where that has a length: field number 1, wire type 2 (protobuf encoding). */
const textTag = 0x0a;
/** HealthCheckResponse with status SERVING: field number 1, a number, 1 (grpc.health.v1). */
const serving = "\u0008\u0001";
/** A frame of gRPC begins with a byte that says whether it is compressed, and four of its length. */
const headBytes = 5;

/**
 * The request of gRPC's standard health check for a service, "" for the server as a whole; a name is at most 120
 * characters of ASCII, so that every byte of the message is one character.
 */
export function healthQuestion(service: string): HttpRequest {
  const message = service === "" ? "" : String.fromCharCode(textTag, service.length) + service;
  return {
    method: "POST",
    path: "/grpc.health.v1.Health/Check",
    contentType: "application/grpc",
    accept: "application/grpc",
    impersonation: { te: ["trailers"] },
    body: String.fromCharCode(0, 0, 0, 0, message.length) + message,
  };
}

/** Whether a whole answer to it, with its trailers, says that the service serves. */
export function isServing({ headers = {}, body }: HttpAnswer): boolean {
  return headers["grpc-status"] === "0" && body.slice(headBytes) === serving;
}
