package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"path/filepath"

	"github.com/vishvananda/netlink"
	v1 "k8s.io/api/core/v1"
)

// protocol marks the routes of this program in the kernel's table, so that it removes only its own.
const protocol = netlink.RouteProtocol(98)

// router knows which pod subnet lies behind which node address.
type router struct {
	node    string
	file    string
	gateway map[string]string // pod subnet -> node address
}

func newRouter(node, file string) *router {
	r := &router{node: node, file: file, gateway: map[string]string{}}
	if content, err := os.ReadFile(file); err == nil {
		// A torn file counts as none: the API server tells the same again.
		_ = json.Unmarshal(content, &r.gateway)
	}
	return r
}

// learn takes over what the API server knows and keeps it on disk for a start without an API server.
func (r *router) learn(objects []any) error {
	next := map[string]string{}
	for _, object := range objects {
		node, ok := object.(*v1.Node)
		if !ok || node.Name == r.node {
			continue
		}
		for _, text := range podSubnetsOf(node) {
			_, subnet, err := net.ParseCIDR(text)
			if err != nil {
				continue // the API server takes no such subnet
			}
			if address := internalAddress(node, subnet); address != "" {
				next[subnet.String()] = address
			}
		}
	}
	if maps.Equal(next, r.gateway) {
		return nil
	}
	r.gateway = next
	return r.save()
}

func (r *router) save() error {
	content, err := json.Marshal(r.gateway)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(r.file), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(r.file+".new", content, 0o644); err != nil {
		return err
	}
	return os.Rename(r.file+".new", r.file)
}

// reconcile puts missing routes back and removes own routes to subnets that no node has any more.
func (r *router) reconcile() error {
	present, err := netlink.RouteListFiltered(netlink.FAMILY_ALL, &netlink.Route{Protocol: protocol}, netlink.RT_FILTER_PROTOCOL)
	if err != nil {
		return fmt.Errorf("list routes: %w", err)
	}
	kept := map[string]bool{}
	var problems []error
	for _, route := range present {
		if route.Dst != nil && r.gateway[route.Dst.String()] == route.Gw.String() {
			kept[route.Dst.String()] = true
		} else if route.Dst != nil && r.gateway[route.Dst.String()] == "" {
			problems = append(problems, netlink.RouteDel(&route))
		}
	}
	for subnet, gateway := range r.gateway {
		if kept[subnet] {
			continue
		}
		_, dst, err := net.ParseCIDR(subnet)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		route := &netlink.Route{Dst: dst, Gw: net.ParseIP(gateway), Protocol: protocol}
		if err := netlink.RouteReplace(route); err != nil {
			problems = append(problems, fmt.Errorf("%s via %s: %w", subnet, gateway, err))
		}
	}
	return errors.Join(problems...)
}

// podSubnetsOf answers one subnet for each family; before a cluster has two families the first stands alone.
func podSubnetsOf(node *v1.Node) []string {
	if len(node.Spec.PodCIDRs) == 0 && node.Spec.PodCIDR != "" {
		return []string{node.Spec.PodCIDR}
	}
	return node.Spec.PodCIDRs
}

// internalAddress answers the node's address of the subnet's family, in its one form.
func internalAddress(node *v1.Node, subnet *net.IPNet) string {
	for _, address := range node.Status.Addresses {
		ip := net.ParseIP(address.Address)
		if address.Type == v1.NodeInternalIP && ip != nil && (ip.To4() == nil) == (subnet.IP.To4() == nil) {
			return ip.String()
		}
	}
	return ""
}
