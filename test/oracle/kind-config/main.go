// Says what kind itself makes of configuration files: what it refuses, and otherwise the cluster with its defaults and
// the kubeadm configuration of each node with all patches applied. Reads the files named as arguments, writes a line of
// JSON for each.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"

	"sigs.k8s.io/kind/pkg/cluster/internal/kubeadm"
	"sigs.k8s.io/kind/pkg/cluster/internal/providers/common"
	"sigs.k8s.io/kind/pkg/internal/apis/config"
	"sigs.k8s.io/kind/pkg/internal/apis/config/encoding"
	"sigs.k8s.io/kind/pkg/internal/patch"
)

// One version for each kubeadm API that kind writes: v1beta4 and v1beta3.
var kubernetesVersions = []string{"v1.37.2", "v1.35.4"}

// What containerd's own configuration looks like to patches.
const containerdConfig = "version = 3\n[plugins]\n  [plugins.\"io.containerd.cri.v1.images\"]\n    snapshotter = \"overlayfs\"\n"

type patchJSON6902 struct {
	Group   string `json:"group"`
	Version string `json:"version"`
	Kind    string `json:"kind"`
	Patch   string `json:"patch"`
}

type mount struct {
	ContainerPath  string `json:"containerPath,omitempty"`
	HostPath       string `json:"hostPath,omitempty"`
	Readonly       bool   `json:"readOnly,omitempty"`
	SelinuxRelabel bool   `json:"selinuxRelabel,omitempty"`
	Propagation    string `json:"propagation,omitempty"`
}

type portMapping struct {
	ContainerPort int32  `json:"containerPort,omitempty"`
	HostPort      int32  `json:"hostPort,omitempty"`
	ListenAddress string `json:"listenAddress,omitempty"`
	Protocol      string `json:"protocol,omitempty"`
}

type node struct {
	Role                         string            `json:"role"`
	Image                        string            `json:"image,omitempty"`
	Labels                       map[string]string `json:"labels,omitempty"`
	ExtraMounts                  []mount           `json:"extraMounts,omitempty"`
	ExtraPortMappings            []portMapping     `json:"extraPortMappings,omitempty"`
	KubeadmConfigPatches         []string          `json:"kubeadmConfigPatches,omitempty"`
	KubeadmConfigPatchesJSON6902 []patchJSON6902   `json:"kubeadmConfigPatchesJSON6902,omitempty"`
}

type networking struct {
	IPFamily          string    `json:"ipFamily"`
	APIServerPort     int32     `json:"apiServerPort,omitempty"`
	APIServerAddress  string    `json:"apiServerAddress"`
	PodSubnet         string    `json:"podSubnet"`
	ServiceSubnet     string    `json:"serviceSubnet"`
	DisableDefaultCNI bool      `json:"disableDefaultCNI,omitempty"`
	KubeProxyMode     string    `json:"kubeProxyMode"`
	DNSSearch         *[]string `json:"dnsSearch,omitempty"`
}

type cluster struct {
	Name                            string            `json:"name"`
	Nodes                           []node            `json:"nodes"`
	Networking                      networking        `json:"networking"`
	FeatureGates                    map[string]bool   `json:"featureGates,omitempty"`
	RuntimeConfig                   map[string]string `json:"runtimeConfig,omitempty"`
	KubeadmConfigPatches            []string          `json:"kubeadmConfigPatches,omitempty"`
	KubeadmConfigPatchesJSON6902    []patchJSON6902   `json:"kubeadmConfigPatchesJSON6902,omitempty"`
	ContainerdConfigPatches         []string          `json:"containerdConfigPatches,omitempty"`
	ContainerdConfigPatchesJSON6902 []string          `json:"containerdConfigPatchesJSON6902,omitempty"`
}

// kubeadm's documents of one node, or why kind cannot make them.
type kubeadmOf struct {
	Documents []interface{} `json:"documents,omitempty"`
	Refused   string        `json:"refused,omitempty"`
}

type result struct {
	File    string   `json:"file"`
	Refused string   `json:"refused,omitempty"`
	Cluster *cluster `json:"cluster,omitempty"`
	// By Kubernetes version, then by the node's name without the cluster's.
	Kubeadm map[string]map[string]kubeadmOf `json:"kubeadm,omitempty"`
	// Why the patches of containerd's configuration cannot be applied.
	Containerd string `json:"containerd,omitempty"`
}

func main() {
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	for _, file := range os.Args[1:] {
		out := resultOf(file)
		out.File = filepath.Base(file)
		if err := encoder.Encode(out); err != nil {
			panic(err)
		}
	}
}

func resultOf(file string) result {
	cfg, err := encoding.Load(file)
	if err != nil {
		return result{Refused: err.Error()}
	}
	// As `kind create cluster` does before it validates.
	config.SetDefaultsCluster(cfg)
	if err := cfg.Validate(); err != nil {
		return result{Refused: err.Error()}
	}
	out := result{Cluster: clusterOf(cfg)}
	if changesKubeadm(cfg) {
		out.Kubeadm = map[string]map[string]kubeadmOf{}
		for _, version := range kubernetesVersions {
			out.Kubeadm[version] = kubeadmConfigs(cfg, version)
		}
	}
	if _, err := patch.ContainerdTOML(containerdConfig, cfg.ContainerdConfigPatches, cfg.ContainerdConfigPatchesJSON6902); err != nil {
		out.Containerd = err.Error()
	}
	return out
}

// Whether kubeadm's configuration is worth a line: it is long, and most files leave it as it is.
func changesKubeadm(cfg *config.Cluster) bool {
	for i := range cfg.Nodes {
		n := &cfg.Nodes[i]
		if len(n.KubeadmConfigPatches)+len(n.KubeadmConfigPatchesJSON6902)+len(n.Labels) > 0 {
			return true
		}
	}
	patches := len(cfg.KubeadmConfigPatches) + len(cfg.KubeadmConfigPatchesJSON6902)
	isPlain := cfg.Networking.IPFamily == config.IPv4Family && cfg.Networking.KubeProxyMode == config.IPTablesProxyMode
	return patches+len(cfg.FeatureGates)+len(cfg.RuntimeConfig) > 0 || !isPlain
}

// What pkg/cluster/internal/create/actions/config does, without containers.
func kubeadmConfigs(cfg *config.Cluster, version string) map[string]kubeadmOf {
	configs := map[string]kubeadmOf{}
	namer := common.MakeNodeNamer("")
	for i := range cfg.Nodes {
		n := &cfg.Nodes[i]
		name := strings.TrimPrefix(namer(string(n.Role)), "-")
		text, err := kubeadmConfig(cfg, n, name, version)
		if err != nil {
			configs[name] = kubeadmOf{Refused: err.Error()}
			continue
		}
		configs[name] = kubeadmOf{Documents: documentsIn(text)}
	}
	return configs
}

func kubeadmConfig(cfg *config.Cluster, n *config.Node, name, version string) (string, error) {
	endpoint := "c-control-plane:6443"
	if config.ClusterHasImplicitLoadBalancer(cfg) {
		endpoint = "c-external-load-balancer:6443"
	}
	labels := []string{}
	for key, value := range n.Labels {
		labels = append(labels, key+"="+value)
	}
	nodeLabels := ""
	// Go gives them in any order: only one of them can be compared.
	if len(labels) == 1 {
		nodeLabels = labels[0]
	}
	text, err := kubeadm.Config(kubeadm.ConfigData{
		NodeProvider:         "docker",
		ClusterName:          "c",
		KubernetesVersion:    version,
		ControlPlaneEndpoint: endpoint,
		APIBindPort:          common.APIServerInternalPort,
		APIServerAddress:     cfg.Networking.APIServerAddress,
		Token:                kubeadm.Token,
		PodSubnet:            cfg.Networking.PodSubnet,
		KubeProxyMode:        string(cfg.Networking.KubeProxyMode),
		ServiceSubnet:        cfg.Networking.ServiceSubnet,
		ControlPlane:         n.Role == config.ControlPlaneRole,
		IPFamily:             cfg.Networking.IPFamily,
		FeatureGates:         cfg.FeatureGates,
		RuntimeConfig:        cfg.RuntimeConfig,
		NodeName:             "c-" + name,
		NodeAddress:          "192.0.2.1",
		NodeLabels:           nodeLabels,
	})
	if err != nil {
		return "", err
	}
	patched, err := patch.KubeYAML(text, cfg.KubeadmConfigPatches, cfg.KubeadmConfigPatchesJSON6902)
	if err != nil {
		return "", err
	}
	return patch.KubeYAML(patched, n.KubeadmConfigPatches, n.KubeadmConfigPatchesJSON6902)
}

func documentsIn(text string) []interface{} {
	documents := []interface{}{}
	for _, part := range strings.Split(text, "\n---\n") {
		var document interface{}
		if err := yaml.Unmarshal([]byte(part), &document); err != nil {
			panic(fmt.Errorf("kind wrote what is no YAML: %w", err))
		}
		documents = append(documents, document)
	}
	return documents
}

func clusterOf(cfg *config.Cluster) *cluster {
	out := &cluster{
		Name:                            cfg.Name,
		FeatureGates:                    cfg.FeatureGates,
		RuntimeConfig:                   cfg.RuntimeConfig,
		KubeadmConfigPatches:            cfg.KubeadmConfigPatches,
		KubeadmConfigPatchesJSON6902:    patchesOf(cfg.KubeadmConfigPatchesJSON6902),
		ContainerdConfigPatches:         cfg.ContainerdConfigPatches,
		ContainerdConfigPatchesJSON6902: cfg.ContainerdConfigPatchesJSON6902,
		Networking: networking{
			IPFamily:          string(cfg.Networking.IPFamily),
			APIServerPort:     cfg.Networking.APIServerPort,
			APIServerAddress:  cfg.Networking.APIServerAddress,
			PodSubnet:         cfg.Networking.PodSubnet,
			ServiceSubnet:     cfg.Networking.ServiceSubnet,
			DisableDefaultCNI: cfg.Networking.DisableDefaultCNI,
			KubeProxyMode:     string(cfg.Networking.KubeProxyMode),
			DNSSearch:         cfg.Networking.DNSSearch,
		},
	}
	for i := range cfg.Nodes {
		out.Nodes = append(out.Nodes, nodeOf(&cfg.Nodes[i]))
	}
	return out
}

func nodeOf(in *config.Node) node {
	out := node{
		Role:                         string(in.Role),
		Image:                        in.Image,
		Labels:                       in.Labels,
		KubeadmConfigPatches:         in.KubeadmConfigPatches,
		KubeadmConfigPatchesJSON6902: patchesOf(in.KubeadmConfigPatchesJSON6902),
	}
	for _, m := range in.ExtraMounts {
		out.ExtraMounts = append(out.ExtraMounts, mount{m.ContainerPath, m.HostPath, m.Readonly, m.SelinuxRelabel, string(m.Propagation)})
	}
	for _, p := range in.ExtraPortMappings {
		out.ExtraPortMappings = append(out.ExtraPortMappings, portMapping{p.ContainerPort, p.HostPort, p.ListenAddress, string(p.Protocol)})
	}
	return out
}

func patchesOf(in []config.PatchJSON6902) []patchJSON6902 {
	out := []patchJSON6902{}
	for _, p := range in {
		out = append(out, patchJSON6902{p.Group, p.Version, p.Kind, p.Patch})
	}
	return out
}
