/**
 * What a noisy client $name is, and may: lists and writes in a namespace of its own, in a flow of its own at the level $level
 * (flowcontrol.apiserver.k8s.io/v1 is there since Kubernetes 1.29).
 */
export const clientObjects = `apiVersion: v1
kind: Namespace
metadata: { name: $name }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: noise, namespace: $name }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: noise, namespace: $name }
rules: [{ apiGroups: [""], resources: [configmaps], verbs: [list, create] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: noise, namespace: $name }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: noise }
subjects: [{ kind: ServiceAccount, name: noise, namespace: $name }]
---
apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata: { name: $name }
spec:
  priorityLevelConfiguration: { name: $level }
  # Before "service-accounts" (9000), which has all others of its kind.
  matchingPrecedence: 8999
  distinguisherMethod: { type: ByUser }
  rules:
    - subjects: [{ kind: ServiceAccount, serviceAccount: { name: noise, namespace: $name } }]
      resourceRules: [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"], clusterScope: true, namespaces: ["*"] }]`;

/** A level $name that has few places, lends and borrows none, and refuses what has no place. */
export const ownLevel = `apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata: { name: $name }
spec:
  type: Limited
  limited: { nominalConcurrencyShares: 5, lendablePercent: 0, borrowingLimitPercent: 0, limitResponse: { type: Reject } }`;
